import { CheckScope } from '../check-scope';
import { CheckedObject } from '../checked-object';
import { CheckedPod } from '../checked-pod';
import { entriesOf, fieldOf, itemsOf } from './fields';

/** What only some pods name, and what is looked for by the rules themselves. */
const RARE = ['imagePullSecrets', 'priorityClassName', 'runtimeClassName', 'serviceAccount'];
/** Volumes that name nothing. */
const NAMELESS = ['downwardAPI', 'emptyDir', 'name'];

/**
 * Whether pods name nothing but ConfigMaps, ServiceAccounts and external Secrets that are there, and each object is named. It may call usual
 * things unusual, but never the other way round.
 */
export function areNamesKnown(scope: CheckScope): boolean {
  const used: CheckedObject[] = [];
  for (const pod of scope.pods) {
    if (!isKnownToPod(pod, scope, used)) {
      return false;
    }
  }
  return (
    scope.ofKind('ConfigMap').every((object) => used.includes(object)) &&
    scope.ofKind('ServiceAccount').every((object) => used.includes(object) && isPlainAccount(object))
  );
}

function isPlainAccount({ manifest }: CheckedObject): boolean {
  return manifest['imagePullSecrets'] === undefined && manifest['secrets'] === undefined;
}

function isKnownToPod(pod: CheckedPod, scope: CheckScope, used: CheckedObject[]): boolean {
  const { spec, object, containers } = pod;
  const account = spec['serviceAccountName'];
  if (RARE.some((name) => spec[name] !== undefined)) {
    return false;
  }
  if (account !== undefined && !isKnown('ServiceAccount', account, object, scope, used)) {
    return false;
  }
  for (const volume of itemsOf(spec, 'volumes')) {
    if (!isVolumeKnown(volume, object, scope, used)) {
      return false;
    }
  }
  for (const container of containers) {
    if (!areVariablesKnown(container.spec, object, scope, used)) {
      return false;
    }
  }
  return true;
}

function isVolumeKnown(volume: unknown, object: CheckedObject, scope: CheckScope, used: CheckedObject[]): boolean {
  for (const key in entriesOf(volume)) {
    const source = fieldOf(volume, key);
    const isFile = key === 'configMap' && itemsOf(source, 'items').length === 0;
    if (!NAMELESS.includes(key) && !(isFile && isKnown('ConfigMap', fieldOf(source, 'name'), object, scope, used))) {
      return false;
    }
  }
  return true;
}

function areVariablesKnown(spec: unknown, object: CheckedObject, scope: CheckScope, used: CheckedObject[]): boolean {
  for (const source of itemsOf(spec, 'envFrom')) {
    const [config, secret] = [fieldOf(source, 'configMapRef'), fieldOf(source, 'secretRef')];
    const isConfig = config === undefined || isKnown('ConfigMap', fieldOf(config, 'name'), object, scope, used);
    if (!isConfig || (secret !== undefined && !isExternalSecret(fieldOf(secret, 'name'), object, scope))) {
      return false;
    }
  }
  for (const variable of itemsOf(spec, 'env')) {
    const source = fieldOf(variable, 'valueFrom');
    if (fieldOf(source, 'configMapKeyRef') !== undefined || fieldOf(source, 'secretKeyRef') !== undefined) {
      return false;
    }
  }
  return true;
}

function isExternalSecret(name: unknown, object: CheckedObject, { external }: CheckScope): boolean {
  for (const each of external) {
    const isThere = each.namespace === undefined || each.namespace === object.namespace;
    if (each.kind === 'Secret' && each.name === name && isThere) {
      return true;
    }
  }
  return false;
}

/** Whether an object of the namespace has the name, which counts as a use. */
function isKnown(
  kind: string,
  name: unknown,
  { namespace }: CheckedObject,
  scope: CheckScope,
  used: CheckedObject[],
): boolean {
  for (const object of scope.ofKind(kind)) {
    if (object.name === name && object.namespace === namespace) {
      used.push(object);
      return true;
    }
  }
  return false;
}
