import { KubernetesVersion } from '../../../model/cluster/kubernetes-version';
import { CheckScope } from '../../check-scope';
import { CheckedObject } from '../../checked-object';
import { textAt } from '../../data';
import { NAMESPACE, objectsOf } from '../kinds';
import { perScope } from '../per-scope';
import { PodSecurityLevel } from './control';

/** Labels of namespaces that say what the admission controller does, without the mode: `enforce`, `audit`, `warn`. */
export const POD_SECURITY_LABEL = 'pod-security.kubernetes.io/';
/** `latest` is the version of the cluster. */
export const LATEST = 'latest';

/** What a namespace refuses. */
export interface Enforcement {
  readonly level: PodSecurityLevel;
  /** Version of the standards. */
  readonly version: KubernetesVersion;
}

/** What the namespace of the object enforces; `undefined` where it refuses no pod, or is not known. */
export function enforcementFor(scope: CheckScope, { namespace }: CheckedObject): Enforcement | undefined {
  return namespace === undefined ? undefined : enforcements(scope).get(namespace);
}

/** Whether the text names a version as the labels do: `v1.28`, or `latest`. */
export function isPolicyVersion(text: string): boolean {
  return text === LATEST || /^v1\.(0|[1-9]\d{0,3})$/.test(text);
}

const enforcements = perScope((scope) => {
  const known = new Map<string, Enforcement>();
  for (const { manifest, name } of objectsOf(scope, NAMESPACE)) {
    const label = (key: string) => textAt(manifest, 'metadata', 'labels', POD_SECURITY_LABEL + key);
    const level = Object.values(PodSecurityLevel).find((each) => each === label('enforce'));
    const version = label('enforce-version') ?? LATEST;
    if (level !== undefined && isPolicyVersion(version)) {
      known.set(name, {
        level,
        version: version === LATEST ? scope.kubernetesVersion : new KubernetesVersion(version),
      });
    }
  }
  return known;
});
