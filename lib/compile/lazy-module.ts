/** What takes long to load, and what cdk8s uses for Helm charts, downloads, YAML text and patches only. */
const SLOW = ['child_process', 'yaml', 'fast-json-patch'];
const OF_CDK8S = /[\\/]node_modules[\\/]cdk8s[\\/]lib[\\/][^\\/]+$/;

/**
 * Whether what a module requires is loaded when it is used, and not already when it is required. Only of cdk8s it is known
 * that it uses nothing but functions of these modules, and by their names.
 */
export function isLazy(file: string, request: string): boolean {
  return SLOW.includes(request) && OF_CDK8S.test(file);
}

/** A module whose functions load the real one when they are called, not already when they are looked up. */
export function lazyModule(load: () => object): object {
  const known = new Map<PropertyKey, object>();
  const module: object = new Proxy(
    {},
    {
      get: (_, name) => {
        if (name === '__esModule' || name === 'default') {
          return name === 'default' ? module : true;
        }
        const member = known.get(name) ?? lazyMember(load, name);
        known.set(name, member);
        return member;
      },
    },
  );
  return module;
}

function lazyMember(load: () => object, name: PropertyKey): object {
  const real = () => Reflect.get(load(), name) as (...args: unknown[]) => unknown;
  // An arrow function could not be constructed, and the `prototype` of a class could not be another.
  const target = function (): undefined {
    return undefined;
  };
  return new Proxy(target, {
    apply: (_, receiver, args) => Reflect.apply(real(), receiver, args) as unknown,
    construct: (_, args, target) => Reflect.construct(real(), args, target) as object,
    get: (_, key) => Reflect.get(real(), key) as unknown,
  });
}
