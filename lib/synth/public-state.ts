/**
 * A text for all that can be seen of a value: fields and getters, however deep. Equal texts mean that whoever looks at the
 * values cannot tell them apart.
 *
 * @throws TypeError where there is a function, of which nothing can be seen
 */
export function publicState(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => {
    if (typeof inner === 'function') {
      throw new TypeError('a function has no state that can be seen');
    }
    return typeof inner === 'bigint' ? `${inner}n` : isInstance(inner) ? stateOf(inner) : inner;
  });
}

function isInstance(value: unknown): value is object {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    ![Object.prototype, null].includes(Object.getPrototypeOf(value) as object | null)
  );
}

function stateOf(instance: object): object {
  const state: { [name: string]: unknown } = { ...instance };
  for (const name of gettersOf(Object.getPrototypeOf(instance) as object)) {
    state[name] = Reflect.get(instance, name);
  }
  return state;
}

function gettersOf(prototype: object): string[] {
  const above = Object.getPrototypeOf(prototype) as object | null;
  const own = Object.entries(Object.getOwnPropertyDescriptors(prototype)).filter(([, { get }]) => get !== undefined);
  return [...(above === null || above === Object.prototype ? [] : gettersOf(above)), ...own.map(([name]) => name)];
}
