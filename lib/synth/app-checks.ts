import { IConstruct, Node } from 'constructs';
import type { CapacityTable } from '../checks/capacity/capacity-table';
import { CheckException } from '../checks/check-exception';
import { CheckOptions } from '../checks/check-options';
import { CheckReport } from '../checks/check-report';
import { CheckScope, CheckScopeProps } from '../checks/check-scope';
import { CheckedObject } from '../checks/checked-object';
import { readDefinitions } from '../checks/definition-files';
import { exceptionsIn } from '../constructs/checks';
import { listOf, Mapping, textOf } from '../model/core/untrusted';
import { Stage } from '../model/deployment/stage';
import { clusterKeys, PlacedChart } from './app-tree';
import { Manifest } from './manifest';
import { Memory } from './memory';
import { publicState } from './public-state';
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
  { options, memory }: { readonly options: CheckOptions; readonly memory: Memory },
): CheckReport {
  const { manifests, issues } = readDefinitions(listOf(options.customResourceDefinitions));
  const clusters = clustersOf(charts, rendered);
  const exceptions = exceptionsIn(root);
  const judge = () => loadChecks().runChecks(scopesOf(clusters, manifests), exceptions, options);
  // What a rule of somebody else depends on nobody knows.
  const isOwn = listOf(options.rules).length === 0;
  const inputs = () => inputsOf(clusters, manifests, exceptions, options);
  const report = isOwn ? memory.recall('checks', inputs, judge) : judge();
  return { ...report, issues: [...issues, ...report.issues] };
}

/** How the pods of each cluster use its nodes; nothing of clusters of which no nodes are known. */
export function capacityOfCharts(charts: readonly PlacedChart[], rendered: readonly RenderedObject[]): CapacityTable[] {
  const { capacityOf } = loadCapacity();
  return [...scopesOf(clustersOf(charts, rendered))].flatMap((scope) => capacityOf(scope) ?? []);
}

/** Charts that share a cluster, and their objects. */
interface SharedCluster {
  readonly charts: PlacedChart[];
  readonly objects: RenderedObject[];
}

function clustersOf(charts: readonly PlacedChart[], rendered: readonly RenderedObject[]): SharedCluster[] {
  const keys = clusterKeys(charts);
  const byKey = new Map<string, SharedCluster>();
  for (const chart of charts) {
    const key = keys.get(chart) as string;
    const known = byKey.get(key) ?? { charts: [], objects: [] };
    known.charts.push(chart);
    byKey.set(key, known);
  }
  for (const object of rendered) {
    byKey.get(keys.get(object.chart) as string)?.objects.push(object);
  }
  return [...byKey.values()];
}

/**
 * What is judged together. Each is made when it is its turn, so that what is found out about one is not in memory while others
 * are judged.
 */
function* scopesOf(
  clusters: readonly SharedCluster[],
  customResourceDefinitions: readonly Mapping[] = [],
): Generator<CheckScope> {
  for (const { charts, objects } of clusters) {
    yield new CheckScope({ objects: objects.map(checkedObject), customResourceDefinitions, ...surroundingsOf(charts) });
  }
}

function surroundingsOf(charts: readonly PlacedChart[]): Pick<CheckScopeProps, 'cluster' | 'external'> {
  return {
    cluster: charts.find(({ application }) => application?.cluster !== undefined)?.application?.cluster,
    external: charts.flatMap(({ external }) => external),
  };
}

/** The rules are most of this library, and not every run asks them. */
function loadChecks(): typeof import('../checks/run-checks') {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would be loaded always
  return require('../checks/run-checks') as typeof import('../checks/run-checks');
}

function loadCapacity(): typeof import('../checks/capacity/capacity-table') {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- not every program asks for tables
  return require('../checks/capacity/capacity-table') as typeof import('../checks/capacity/capacity-table');
}

/** All that the rules of this library look at. */
function inputsOf(
  clusters: readonly SharedCluster[],
  customResourceDefinitions: readonly Mapping[],
  exceptions: readonly CheckException[],
  { optIn }: CheckOptions,
): string {
  const objects = clusters.map((cluster) =>
    cluster.objects.map((object) => {
      const { application } = object.chart;
      return [ownerPath(object.source.node), application?.environment, application?.stage, object.documentHash()];
    }),
  );
  const surroundings = clusters.map(({ charts }) => surroundingsOf(charts));
  // Plain data is printed much faster than what has getters.
  return [JSON.stringify([objects, customResourceDefinitions, exceptions, optIn]), publicState(surroundings)].join(
    '\0',
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
