import { KubernetesVersion } from '../model/cluster/kubernetes-version';
import { Finding } from '../model/core/issue';

/** A feature that Kubernetes does not have in every version that clusters may have. */
export interface VersionedFeature {
  /** The property that asks for it. */
  readonly field: string;
  /** What it is, in words. */
  readonly feature: string;
  /** First version that has it without a feature gate. */
  readonly since: string;
  /** Whether it is asked for. */
  readonly isUsed: boolean;
}

/** No feature is asked for that a cluster of that version ignores. Nothing is said where the version is not known. */
export function versionFindings(features: readonly VersionedFeature[], version: string | undefined): Finding[] {
  const cluster = new KubernetesVersion(version ?? '');
  const isKnown = version !== undefined && cluster.findings().length === 0;
  return features
    .filter(({ isUsed, since }) => isKnown && isUsed && !cluster.isAtLeast(since))
    .map(({ field, feature, since }) => ({
      code: 'kubernetes-feature-missing',
      field,
      given: `${feature} on Kubernetes ${cluster.text}`,
      allowed: `Kubernetes ${since} or newer, which has it by default`,
      remedy: 'Leave it out, or run the environment on a newer cluster: this one ignores it.',
    }));
}
