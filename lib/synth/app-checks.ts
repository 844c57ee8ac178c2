import { IConstruct, Node } from 'constructs';
import { CapacityTable, capacityOf } from '../checks/capacity/capacity-table';
import { CheckOptions } from '../checks/check-options';
import { CheckReport } from '../checks/check-report';
import { CheckScope } from '../checks/check-scope';
import { CheckedObject } from '../checks/checked-object';
import { readDefinitions } from '../checks/definition-files';
import { runChecks } from '../checks/run-checks';
import { exceptionsIn } from '../constructs/checks';
import { listOf, Mapping, textOf } from '../model/core/untrusted';
import { Stage } from '../model/deployment/stage';
import { clusterKeys, PlacedChart } from './app-tree';
import { Manifest } from './manifest';
import { RenderedObject } from './render';

const MAIN_CHILD = 'Resource';

/** What the checks say of an app. */
export interface AppCheckReport extends CheckReport {
  /** Number of objects that were judged. */
  readonly objects: number;
  /** Names of the environments, sorted. */
  readonly environments: readonly string[];
}

/** Judges the objects of all charts, cluster by cluster. */
export function checkCharts(
  root: IConstruct,
  charts: readonly PlacedChart[],
  rendered: readonly RenderedObject[],
  options: CheckOptions,
): CheckReport {
  const { manifests, issues } = readDefinitions(listOf(options.customResourceDefinitions));
  const report = runChecks(scopesOf(charts, rendered, manifests), exceptionsIn(root), options);
  return { ...report, issues: [...issues, ...report.issues] };
}

/** How the pods of each cluster use its nodes; nothing of clusters of which no nodes are known. */
export function capacityOfCharts(charts: readonly PlacedChart[], rendered: readonly RenderedObject[]): CapacityTable[] {
  return scopesOf(charts, rendered).flatMap((scope) => capacityOf(scope) ?? []);
}

/** What is judged together: the objects of all charts that share a cluster. */
export function scopesOf(
  charts: readonly PlacedChart[],
  rendered: readonly RenderedObject[],
  customResourceDefinitions: readonly Mapping[] = [],
): CheckScope[] {
  const keys = clusterKeys(charts);
  const byCluster = new Map<string, { readonly charts: PlacedChart[]; readonly objects: CheckedObject[] }>();
  for (const chart of charts) {
    const key = keys.get(chart) as string;
    const known = byCluster.get(key) ?? { charts: [], objects: [] };
    known.charts.push(chart);
    byCluster.set(key, known);
  }
  for (const object of rendered) {
    byCluster.get(keys.get(object.chart) as string)?.objects.push(checkedObject(object));
  }
  return [...byCluster.values()].map(
    ({ charts: own, objects }) =>
      new CheckScope({
        objects,
        customResourceDefinitions,
        cluster: own.flatMap(({ application }) => application?.cluster ?? [])[0],
        external: own.flatMap(({ external }) => external),
      }),
  );
}

/** The main child of a construct is the construct, to whoever wrote the program. */
function ownerPath({ id, path, scope }: Node): string {
  return id === MAIN_CHILD && scope !== undefined ? scope.node.path : path;
}

function checkedObject({ manifest, source, chart: { application } }: RenderedObject): CheckedObject {
  const { apiVersion, kind, metadata } = manifest;
  return {
    manifest: manifest as Manifest & CheckedObject['manifest'],
    apiVersion,
    kind,
    // An object with `generateName` has none.
    name: textOf(metadata.name),
    namespace: metadata.namespace,
    path: ownerPath(source.node),
    environment: application?.environment,
    // Of a chart outside of every environment nobody says how much it matters.
    stage: application?.stage ?? Stage.PRODUCTION,
  };
}
