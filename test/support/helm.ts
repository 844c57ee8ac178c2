import { type App, WebAppChart } from 'cdk8s-webapp';
import { type Manifest } from '../../lib/synth';
import { toYaml } from '../../lib/synth';
import { askJudge } from './judges';
import { PROGRAMS, type YamlReader } from './yaml-readers';

/** The majors of Helm that our charts are for. */
export const MAJORS = ['3', '4'] as const;
export type HelmMajor = (typeof MAJORS)[number];

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
  readonly notes: string;
  readonly error?: string;
}

/** What a chart should render in one environment. */
export interface Comparison {
  readonly environment: string;
  readonly request: HelmRequest;
  readonly expected: readonly Manifest[];
}

const readAsKubectl = PROGRAMS['kubectl (sigs.k8s.io/yaml)'] as YamlReader;
/** Where a release is recorded whose chart makes its namespace. */
const OTHER_NAMESPACE = 'default';

/**
 * What the charts that an app declares should render: the objects of each environment, and the Namespace only where the
 * charts include it.
 */
export function comparisonsOf(app: App, includesNamespace = false): Comparison[] {
  const synthesis = app.render();
  const files = synthesis.derived.flatMap((group) => (group.name === 'charts' ? group.files : []));
  const charts = app.node.findAll().filter((each) => WebAppChart.isWebAppChart(each));
  return charts.flatMap((chart) => {
    const { environment, release, cluster } = chart;
    const directory = `charts/${release.name}/`;
    const own = files.filter(({ path }) => path.startsWith(directory));
    const texts = Object.fromEntries(own.map(({ path, text }) => [path.slice(directory.length), text]));
    const expected = synthesis.objects
      .filter(({ path }) => path.startsWith(`${chart.node.path}/`))
      .filter(({ kind, name }) => includesNamespace || kind !== 'Namespace' || name !== release.namespace)
      .map(({ manifest }) => manifest);
    const request = {
      files: texts,
      release: release.name,
      namespace: includesNamespace ? OTHER_NAMESPACE : release.namespace,
      kubeVersion: cluster?.kubernetesVersion.toString() ?? '1.28',
      values: texts[`values-${environment}.yaml`] ?? '',
    };
    return own.length === 0 ? [] : [{ environment, request, expected }];
  });
}

/** Has Helm render charts, all in one process. */
export function renderWithHelm(major: HelmMajor, requests: readonly HelmRequest[]): HelmAnswer[] {
  const input = requests.map((request) => `${JSON.stringify(request)}\n`).join('');
  const { status, stdout, stderr } = askJudge('helm-render', [major], input);
  if (status !== 0) {
    throw new Error(stderr);
  }
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as HelmAnswer);
}

/** Where what Helm renders is not what synthesis writes: at most a few of the places, each in one line. */
export function renderingProblems(major: HelmMajor, comparisons: readonly Comparison[]): string[] {
  const answers = renderWithHelm(
    major,
    comparisons.map(({ request }) => request),
  );
  // One process reads what all of them should be.
  const wanted = asGoReads(comparisons.flatMap(({ expected }) => expected));
  const problems = comparisons.flatMap(({ environment, expected, request }, index) => {
    const answer = answers[index] as HelmAnswer;
    const place = `rendering ${index}, ${request.release} in ${environment}`;
    const own = wanted.splice(0, expected.length);
    return answer.error === undefined
      ? differencesOf(own, answer.objects).map((difference) => `${place}: ${difference}`)
      : [`${place}: ${answer.error}`];
  });
  return problems.slice(0, 5);
}

/** What is in the one and not in the other, each as Go reads it. */
export function differences(expected: readonly Manifest[], found: readonly Manifest[]): string[] {
  return differencesOf(asGoReads(expected), found);
}

function differencesOf(expected: readonly Manifest[], found: readonly Manifest[]): string[] {
  const [wanted, got] = [canonical(expected), canonical(found)];
  return [
    ...wanted.filter((each) => !got.includes(each)).map((each) => `is not rendered: ${each}`),
    ...got.filter((each) => !wanted.includes(each)).map((each) => `is rendered: ${each}`),
    ...(wanted.length === got.length ? [] : [`${got.length} objects are rendered, not ${wanted.length}`]),
  ];
}

function asGoReads(manifests: readonly Manifest[]): Manifest[] {
  return manifests.length === 0 ? [] : readObjects(manifests.map((manifest) => `---\n${toYaml(manifest)}`).join(''));
}

/** The objects of a stream of YAML, as kubectl reads it. */
export function readObjects(stream: string): Manifest[] {
  return (readAsKubectl(stream) as (Manifest | null)[]).filter((object) => object !== null);
}

/** Each object as text that is equal where the objects are, sorted. */
function canonical(objects: readonly unknown[]): string[] {
  return objects.map((object) => JSON.stringify(sorted(object))).sort();
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sorted);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const entries = Object.entries(value).map(([key, each]): [string, unknown] => [key, sorted(each)]);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
