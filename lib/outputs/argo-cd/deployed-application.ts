import { App } from 'cdk8s';
import { WebAppChart } from '../../charts/web-app-chart';
import { compareText } from '../../model/core/compare-text';
import { chartsOf } from '../../synth/app-tree';
import { isClusterScoped } from '../../synth/kinds';
import { SynthesizedObject } from '../../synth/manifest';
import type { Synthesis } from '../../synth/synthesis';
import { ClusterAddress } from './argo-cd-cluster';
import { ArgoCdSettings } from './argo-cd-settings';
import { addressKey, addressOf } from './destination';

/** An application in one environment, with what was rendered of it. */
export interface DeployedApplication {
  readonly chart: WebAppChart;
  readonly address: ClusterAddress;
  /** Names of its files in the directory of the environment, sorted. */
  readonly files: readonly string[];
  /** Whether no other application has files in that directory. */
  readonly isAlone: boolean;
  readonly objects: readonly SynthesizedObject[];
  /** Whether an application of the same cluster renders its Namespace. */
  readonly hasNamespace: boolean;
}

/** All that Argo CD deploys, sorted by name and environment. */
export function deployedApplications(
  app: App,
  settings: ArgoCdSettings,
  { objects, files }: Synthesis,
): DeployedApplication[] {
  const owners = new Map(chartsOf(app).map(({ file, application }) => [file, application]));
  const charts = [...new Set(owners.values())]
    .filter((chart) => chart !== undefined)
    .filter(({ environment }) => !settings.except.includes(environment))
    .sort((a, b) => compareText(a.name, b.name) || compareText(a.environment, b.environment));
  const partial = charts.map((chart) => ({
    chart,
    address: addressOf(chart, settings) ?? {},
    files: files.flatMap(({ path }) => (owners.get(path) === chart ? path.slice(path.indexOf('/') + 1) : [])),
    isAlone: charts.every((other) => other === chart || other.environment !== chart.environment),
    objects: objects.filter(({ file }) => owners.get(file) === chart),
  }));
  const namespaces = new Set(
    partial.flatMap(({ address, objects: own }) =>
      own.filter(({ kind }) => kind === 'Namespace').map(({ name }) => JSON.stringify([addressKey(address), name])),
    ),
  );
  return partial.map((each) => {
    const { address, chart } = each;
    return { ...each, hasNamespace: namespaces.has(JSON.stringify([addressKey(address), chart.release.namespace])) };
  });
}

/** The namespaces that an application has objects in, its own first. */
export function namespacesOf({ chart, objects }: DeployedApplication): string[] {
  const { namespace: own } = chart.release;
  const others = objects.flatMap(({ kind, namespace }) => (isClusterScoped(kind) ? [] : (namespace ?? own)));
  return [...new Set([own, ...others.sort(compareText)])];
}

/** The group of an API version: empty for the core group. */
export function groupOf(apiVersion: string): string {
  const [group = '', version] = apiVersion.split('/');
  return version === undefined ? '' : group;
}
