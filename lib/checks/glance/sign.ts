/*
 * What an object shows by which a rule can tell that it finds nothing wrong with it: a key, by its name, or a value that is
 * not as usual. Rules name the signs without one of which they need not be asked.
 */

/** Values that are not as usual. What is usual is that no rule with this sign has anything against it. */
export enum Unusual {
  /** The schema may have something against the object. */
  SCHEMA = '(schema)',
  /** A text may hold a secret or a placeholder. */
  SECRET = '(secret)',
  /** An object, or its namespace, has a name that some kind cannot have, or a long one. */
  NAME = '(name)',
  /** An object is in no namespace, or in that of everybody. */
  NAMESPACE = '(namespace)',
  /** A label, or a condition of a selector, that is not plainly right. */
  LABEL = '(label)',
  /** A selector names what may change with a release. */
  RELEASE = '(release)',
  /** Annotations are many, or of a key that is not plainly right. */
  ANNOTATION = '(annotation)',
  /** A word is empty where Kubernetes has a list of words. */
  EMPTY_WORD = '(empty word)',
  /** A number is below 0. */
  NEGATIVE = '(negative)',
  /** A port has a number or a name that is not plainly right. */
  PORT = '(port)',
  /** A pod has several containers or none, or one of an unusual name. */
  CONTAINERS = '(containers)',
  /** Containers of the pod may have two ports of one name. */
  SEVERAL_PORTS = '(several ports)',
  /** A pod has volumes that are not plainly right and mounted. */
  VOLUME = '(volume)',
  /** An image has no version. */
  IMAGE = '(image)',
  /** A container lacks a request or a limit. */
  UNLIMITED = '(unlimited)',
  /** Requests and limits are not plainly right. */
  AMOUNT = '(amount)',
  /** A container lacks a probe, or has one that is not plainly right. */
  PROBE = '(probe)',
  /** A variable has a source, or a name that is not plainly right. */
  VARIABLE = '(variable)',
  /** A container may gain privileges or change its files. */
  OPEN = '(open)',
  /** A container may run as root or as a user of the node, or without seccomp. */
  USER = '(user)',
  /** A pod ends some day. */
  ENDING = '(ending)',
  /** A pod gets a token. */
  TOKEN = '(token)',
  /** A spread constraint is not plainly right. */
  SPREAD = '(spread)',
  /** A Service is not only for the cluster, or has an address of its own. */
  EXPOSED = '(exposed)',
  /** A NetworkPolicy is not about both directions. */
  DIRECTION = '(direction)',
  /** A PodDisruptionBudget does not plainly let a number of pods go. */
  EVICTION = '(eviction)',
  /** A ConfigMap or Secret is large, or has keys or values that are not plainly right. */
  DATA = '(data)',
  /** A scope has a cluster of which something is known. */
  CLUSTER = '(cluster)',
  /** In a scope a Service has no pods, or leads to a port that they may not have. */
  SERVICE = '(service)',
  /** In a scope a PodDisruptionBudget may be about no pods. */
  BUDGET = '(budget)',
  /** In a scope a pod may be in no PodDisruptionBudget. */
  UNPROTECTED = '(unprotected)',
  /** In a scope a NetworkPolicy is about no pods, or opens a port that they may not have. */
  POLICY = '(policy)',
  /** In a scope no NetworkPolicies speak of both directions of a pod. */
  ISOLATION = '(isolation)',
  /** In a scope a workload may not select its own pods. */
  SELECTOR = '(selector)',
  /** In a scope a workload has one pod, or pods that are not spread, or an autoscaler. */
  REPLICAS = '(replicas)',
  /** In a scope a name may be that of nothing, or something may be named by nobody. */
  REFERENCE = '(reference)',
  /** A scope has a kind that watches or counts others. */
  OBSERVED = '(observed)',
}

const numbers = new Map<string, number>();

/** The number of a sign. A key is one as soon as some rule names it. */
export function signOf(name: string): number {
  const number = numbers.get(name) ?? numbers.size;
  numbers.set(name, number);
  return number;
}

/** Everything that can be unusual, for what nothing more is known of. */
export const ALL_UNUSUAL: readonly number[] = Object.values(Unusual).map(signOf);

/** The number of the key as a sign; -1 where no rule names it. */
export function signOfKey(key: string): number {
  return numbers.get(key) ?? -1;
}

/** The signs that an object shows, and those of the whole scope. */
export class Signs {
  /** What is shown: first what the scope shows. */
  readonly shown: number[] = [];
  /** By sign: the number of the last object that shows it. */
  readonly #objects: number[] = [];
  #ofScope = 0;
  #object = 0;

  /** The number of the object. */
  get object(): number {
    return this.#object;
  }

  /** Forgets what the scope before showed. */
  clearScope(): void {
    this.#ofScope = 0;
    this.clear();
  }

  /** Forgets what the object before showed. */
  clear(): void {
    this.#object += 1;
    this.shown.length = this.#ofScope;
  }

  /** Raises a sign for all objects of the scope. */
  raiseForScope(sign: number): void {
    this.raise(sign);
    this.#ofScope = this.shown.length;
  }

  raise(sign: number): void {
    if (this.#objects[sign] !== this.#object) {
      this.#objects[sign] = this.#object;
      this.shown.push(sign);
    }
  }
}
