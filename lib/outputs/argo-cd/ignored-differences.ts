import { compareText } from '../../model/core/compare-text';
import { fieldsOf, isMapping, textOf } from '../../model/core/untrusted';
import { SynthesizedObject } from '../../synth/manifest';
import { groupOf } from './deployed-application';

/** Fields of an object that Argo CD leaves alone. */
export interface IgnoredDifference {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
  /** @default - that of the Application */
  readonly namespace?: string;
  readonly jsonPointers: readonly string[];
}

const AUTOSCALERS: ReadonlySet<string> = new Set(['autoscaling/HorizontalPodAutoscaler', 'keda.sh/ScaledObject']);

/**
 * The fields that an autoscaler changes in the cluster. They are listed where none is rendered too: when an autoscaler takes
 * over, the number of pods that Argo CD once wrote stays until the autoscaler changes it.
 */
export function ignoredDifferences(objects: readonly SynthesizedObject[]): IgnoredDifference[] {
  const targets = new Set(objects.filter(isAutoscaler).map(targetKey));
  return objects
    .filter((object) => targets.has(objectKey(object)))
    .map(({ apiVersion, kind, name, namespace }) => ({
      ...{ group: groupOf(apiVersion), kind, name },
      ...(namespace === undefined ? {} : { namespace }),
      jsonPointers: ['/spec/replicas'],
    }))
    .sort((a, b) => compareText(JSON.stringify(a), JSON.stringify(b)));
}

function isAutoscaler({ apiVersion, kind }: SynthesizedObject): boolean {
  return AUTOSCALERS.has(`${groupOf(apiVersion)}/${kind}`);
}

function objectKey({ apiVersion, kind, name, namespace }: SynthesizedObject): string {
  return JSON.stringify([groupOf(apiVersion), kind, namespace, name]);
}

/** What an autoscaler scales; KEDA scales a Deployment where no kind is said. */
function targetKey({ manifest, namespace }: SynthesizedObject): string {
  const { spec } = manifest as { readonly spec?: unknown };
  const target = isMapping(spec) ? fieldsOf(spec['scaleTargetRef'] as object | undefined) : {};
  const { apiVersion = 'apps/v1', kind = 'Deployment', name } = target as { readonly [field: string]: unknown };
  return JSON.stringify([groupOf(textOf(apiVersion)), kind, namespace, name]);
}
