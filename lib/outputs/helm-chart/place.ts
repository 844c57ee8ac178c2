import { AlignedObject } from './aligned-object';
import { camelCase, ObjectName, POD_TEMPLATES } from './object-names';

/** Where in a manifest something is, and what its value is called. */
export interface Place {
  /** The fields on the way, of a pod template from `pod` on, with `[]` for an item: `pod.spec.containers[].image`. */
  readonly pattern: string;
  /** The last field on the way. */
  readonly key: string;
  /** Path of the value. */
  readonly path: readonly string[];
}

const CONTAINERS = /^pod\.spec\.(?:initContainers|containers)\[\]/;

/** Fields that no value is named after: it is clear without them what is meant. */
const UNNAMED = new Set([
  ...['metadata', 'spec', 'spec.jobTemplate', 'spec.jobTemplate.spec', 'pod', 'pod.metadata', 'pod.spec'],
  ...['pod.spec.containers', 'container.env[].value'],
]);
const UNNAMED_OF_KIND: ReadonlyMap<string, readonly string[]> = new Map([
  ['ConfigMap', ['data']],
  ['Service', ['spec.ports']],
  ['Ingress', ['spec.rules']],
]);
/** Fields whose values are called as charts call them. */
const RENAMED: ReadonlyMap<string, readonly string[]> = new Map([
  ['pod.metadata.annotations', ['podAnnotations']],
  ['pod.metadata.labels', ['podLabels']],
  ['pod.spec.securityContext', ['podSecurityContext']],
  ['container.imagePullPolicy', ['image', 'pullPolicy']],
]);

/** Fields that charts have as one value, lists and all, when they differ. */
const WHOLE = new Set([
  ...['affinity', 'nodeSelector', 'tolerations', 'topologySpreadConstraints'].map((field) => `pod.spec.${field}`),
  'container.securityContext',
]);

/** Names the places of one object. */
export class Places {
  readonly #kind: string;
  readonly #name: ObjectName;
  readonly #template: string | undefined;

  constructor(object: AlignedObject, name: ObjectName) {
    this.#kind = object.kind;
    this.#name = name;
    this.#template = POD_TEMPLATES.get(object.kind);
  }

  get root(): Place {
    return { pattern: '', key: '', path: this.#name.path };
  }

  /** A field of a map. */
  field(place: Place, key: string): Place {
    const raw = place.pattern === '' ? key : `${place.pattern}.${key}`;
    const pattern = raw === this.#template ? 'pod' : raw;
    const general = generalPattern(pattern);
    const isUnnamed = UNNAMED.has(general) || UNNAMED_OF_KIND.get(this.#kind)?.includes(general) === true;
    const names = isUnnamed ? [] : (RENAMED.get(general) ?? [key]);
    return { pattern, key, path: [...place.path, ...names] };
  }

  /**
   * An item of a list.
   *
   * @param name what tells it from the others
   * @param isOnly whether there are no others
   */
  item(place: Place, name: string, isOnly: boolean): Place {
    const pattern = `${place.pattern}[]`;
    const key = place.key;
    if (place.pattern === 'pod.spec.containers') {
      const isMain = isOnly || name === this.#name.component;
      return { pattern, key, path: isMain ? place.path : [...place.path, 'sidecars', camelCase(name)] };
    }
    if (this.#kind === 'Service' && place.pattern === 'spec.ports') {
      return { pattern, key, path: isOnly ? place.path : [...place.path, 'ports', camelCase(name)] };
    }
    const isVariable = generalPattern(place.pattern) === 'container.env';
    return { pattern, key, path: [...place.path, isVariable ? name : camelCase(name)] };
  }

  /** The only item of a list, which needs no name. */
  onlyItem(place: Place): Place {
    return { ...place, pattern: `${place.pattern}[]` };
  }
}

/** The pattern, with `container` for containers of every sort. */
export function generalPattern(pattern: string): string {
  return pattern.replace(CONTAINERS, 'container');
}

/** Whether charts have the field as one value when it differs. */
export function isWhole({ pattern }: Place): boolean {
  return WHOLE.has(generalPattern(pattern));
}
