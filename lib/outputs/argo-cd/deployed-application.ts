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
  /** Pattern of its files in the directory of the environment. */
  readonly include: string;
  readonly objects: readonly SynthesizedObject[];
  /** Whether an application of the same cluster renders its Namespace. */
  readonly hasNamespace: boolean;
}

/** All that Argo CD deploys, sorted by name and environment. */
export function deployedApplications(
  app: App,
  settings: ArgoCdSettings,
  { objects }: Synthesis,
): DeployedApplication[] {
  const rendered = new Map<string, SynthesizedObject[]>();
  for (const object of objects) {
    const own = rendered.get(object.file) ?? [];
    rendered.set(object.file, own);
    own.push(object);
  }
  const files = new Map<WebAppChart, string[]>();
  for (const { file, application } of chartsOf(app)) {
    if (application !== undefined && !settings.except.includes(application.environment)) {
      files.set(application, [...(files.get(application) ?? []), file]);
    }
  }
  const inDirectory = new Map<string, number>();
  files.forEach((_, { environment }) => inDirectory.set(environment, (inDirectory.get(environment) ?? 0) + 1));
  const partial = [...files]
    .sort(([a], [b]) => compareApplications(a, b))
    .map(([chart, own]) => ({
      chart,
      address: addressOf(chart, settings) ?? {},
      include: includeOf(own.sort(compareText), inDirectory.get(chart.environment) === 1, app.outputFileExtension),
      objects: own.flatMap((file) => rendered.get(file) ?? []),
    }));
  const namespaces = new Set(partial.flatMap(renderedNamespaces));
  return partial.map((each) => ({
    ...each,
    hasNamespace: namespaces.has(namespaceKey(each.address, each.chart.release.namespace)),
  }));
}

/** An application that is alone reads every manifest of the directory; else only the files that it has now. */
function includeOf(files: readonly string[], isAlone: boolean, extension: string): string {
  const names = files.map((file) => escaped(file.slice(file.indexOf('/') + 1)));
  return isAlone ? `*${escaped(extension)}` : names.length === 1 ? (names[0] as string) : `{${names.join(',')}}`;
}

/** The text as a pattern that fits nothing else. */
function escaped(text: string): string {
  return text.replace(/[[\]{},!*?\\]/g, '\\$&');
}

function compareApplications(a: WebAppChart, b: WebAppChart): number {
  return compareText(a.name, b.name) || compareText(a.environment, b.environment);
}

function renderedNamespaces({ address, objects }: Pick<DeployedApplication, 'address' | 'objects'>): string[] {
  return objects.filter(({ kind }) => kind === 'Namespace').map(({ name }) => namespaceKey(address, name));
}

function namespaceKey(address: ClusterAddress, name: string): string {
  return JSON.stringify([addressKey(address), name]);
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
