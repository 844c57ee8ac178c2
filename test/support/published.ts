import { Defaults, Stage, type WebAppChart } from 'cdk8s-webapp';
import { type AnyManifest, synthesize } from './synthesis';

/** A published object: what a cluster is given, without the namespace that it is applied to. */
export interface Published {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly [field: string]: unknown };
  readonly [field: string]: unknown;
}

/** The objects of a chart in which nothing is rendered that the program does not say, in the order of their names. */
export function withoutDefaults(define: (chart: WebAppChart) => void): Published[] {
  const chartProps = { without: Defaults.all(), createNamespace: false, stage: Stage.DEVELOPMENT };
  const objects = JSON.parse(JSON.stringify(synthesize(define, chartProps))) as AnyManifest[];
  return inOrder(
    objects.map(({ metadata, ...rest }) => ({ ...rest, metadata: { ...metadata, namespace: undefined } })),
  );
}

/** Objects in the order of their kinds and names. */
export function inOrder(objects: readonly Published[]): Published[] {
  const key = ({ kind, metadata }: Published) => `${kind} ${metadata.name}`;
  return [...objects].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
