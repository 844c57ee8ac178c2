import { App, HelmChartProps, HelmChart, WebAppChart } from 'cdk8s-webapp';
import { type Manifest } from '../../lib/synth';
import { askJudge } from './judges';
import { PROGRAMS, YamlReader } from './yaml-readers';

const readAsKubectl = PROGRAMS['kubectl (sigs.k8s.io/yaml)'] as YamlReader;
/** Where the release is recorded whose chart makes its namespace. */
const OTHER_NAMESPACE = 'default';

/** One rendering of a chart. */
export interface HelmRequest {
  /** Texts of the files of the chart, by path. */
  readonly files: { readonly [path: string]: string };
  readonly release: string;
  readonly namespace: string;
  readonly kubeVersion: string;
  /** Text of the file that is given with `-f`. */
  readonly values: string;
}

/** What Helm rendered, as Go reads it. */
export interface HelmAnswer {
  readonly objects: Manifest[];
  readonly error?: string;
}

/** What a chart renders in one environment, and what it should. */
export interface Comparison {
  readonly environment: string;
  readonly request: HelmRequest;
  readonly expected: readonly Manifest[];
}

/** The files of the chart of an app, by their path in the chart, and everything that they should render. */
export function chartOf(
  app: App,
  props: HelmChartProps = {},
): { files: HelmRequest['files']; comparisons: Comparison[] } {
  const output = new HelmChart(app, 'helm-chart', props);
  const synthesis = app.render();
  const derived = synthesis.derived.flatMap((group) => (group.name === output.group ? group.files : []));
  const files = Object.fromEntries(
    derived.map(({ path, text }) => [path.split('/').slice(2).join('/'), text.toString()]),
  );
  const charts = app.node.findAll().filter((each) => WebAppChart.isWebAppChart(each));
  const application = props.application ?? charts[0]?.name;
  const comparisons = charts
    .filter(({ name }) => name === application)
    .map((chart): Comparison => {
      const { environment, release, cluster } = chart;
      const expected = synthesis.objects
        .filter(({ path }) => path.startsWith(`${chart.node.path}/`))
        .map(({ manifest }) => manifest)
        .filter(
          ({ kind, metadata }) =>
            props.includeNamespace === true || kind !== 'Namespace' || metadata.name !== release.namespace,
        );
      const request = {
        files,
        release: release.name,
        namespace: props.includeNamespace === true ? OTHER_NAMESPACE : release.namespace,
        kubeVersion: cluster?.kubernetesVersion.toString() ?? '1.28',
        values: files[`values-${environment}.yaml`] ?? '',
      };
      return { environment, request, expected };
    });
  return { files, comparisons };
}

/** Has Helm render charts, all in one process. */
export function renderWithHelm(version: '3' | '4', requests: readonly HelmRequest[]): HelmAnswer[] {
  const input = requests.map((request) => `${JSON.stringify(request)}\n`).join('');
  const { status, stdout, stderr } = askJudge('helm-render', [version], input);
  if (status !== 0) {
    throw new Error(stderr);
  }
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as HelmAnswer);
}

/** The objects of a stream of YAML, as kubectl reads it. */
export function readObjects(stream: string): Manifest[] {
  return readAsKubectl(stream).filter((object) => object !== null) as Manifest[];
}

/** Each object as text that is equal where the objects are, sorted. */
export function canonical(objects: readonly unknown[]): string[] {
  return objects.map((object) => JSON.stringify(sorted(object))).sort();
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sorted);
  }
  if (typeof value !== 'object' || value === null) {
    return value === 0 ? 0 : value;
  }
  const entries = Object.entries(value).map(([key, each]): [string, unknown] => [key, sorted(each)]);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
