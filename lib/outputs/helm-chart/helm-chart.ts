import { Construct } from 'constructs';
import type { WebAppChart } from '../../charts/web-app-chart';
import { Validation } from '../../constructs/validation';
import { compareText } from '../../model/core/compare-text';
import { Finding, Issue, show } from '../../model/core/issue';
import { boolean, record, text } from '../../model/core/reading';
import { declareOutput, Derivation, DerivedOutput } from '../../synth/derived-output';
import { SynthesizedObject } from '../../synth/manifest';
import { Memory, NO_MEMORY } from '../../synth/memory';
import type { Synthesis } from '../../synth/synthesis';
import { webAppChartsOf } from '../web-app-charts';
import type { PlacedObject } from './aligned-object';
import type { ChartProps } from './chart-builder';
import type { ChartMetadata } from './chart-files';

/** Options of `HelmChart`. */
export interface HelmChartProps {
  /**
   * Name of the application that the chart is made of.
   * @default - the only one there is
   */
  readonly application?: string;
  /**
   * What the chart says of itself, in one sentence.
   * @default - that it is the application of that name
   */
  readonly description?: string;
  /**
   * Whether the Namespace is part of the chart. Then the release has to be recorded in another namespace, because Helm
   * records it before it creates anything; the chart refuses its own.
   * @default false - whoever installs the chart creates it first: the chart has a file of it, `namespaces/<environment>.yaml`,
   * that Helm does not read
   */
  readonly includeNamespace?: boolean;
}

const PROPS = record({ application: text, description: text, includeNamespace: boolean });
/** Where the charts are, below the output directory. */
const DIRECTORY = 'charts';

/**
 * A Helm chart of an application in all its environments, written to `<output directory>/charts/<name>`. With the values
 * of an environment it renders exactly the objects that synthesis writes for it.
 *
 * - What differs between environments is a value, and so are images, replicas, resources and hosts.
 * - What all environments have in common is in `values.yaml`; what one of them has besides, in
 *   `values-<environment>.yaml`. Without one of those files the schema of the values refuses the installation.
 *
 * @see https://helm.sh/docs/topics/charts/
 */
export class HelmChart extends Construct implements DerivedOutput {
  readonly group = DIRECTORY;
  readonly #props: HelmChartProps;

  constructor(scope: Construct, id: string, props: HelmChartProps = {}) {
    super(scope, id);
    const { value, findings } = PROPS('', props);
    this.#props = (value ?? {}) as HelmChartProps;
    const validation = Validation.of(this);
    validation.report(...findings);
    validation.addRule(() => this.findings());
    declareOutput(this, this);
  }

  derive({ objects }: Synthesis, memory: Memory): Derivation {
    const charts = this.charts();
    const placed = this.placed(objects);
    const issues = placed.flatMap(({ object }) => unnamedIssues(object));
    const [first] = charts;
    if (issues.length > 0 || first === undefined) {
      return { files: [], issues };
    }
    const { includeNamespace = false } = this.#props;
    const separate = includeNamespace ? [] : placed.filter(({ isOwnNamespace }) => isOwnNamespace);
    const chart: ChartProps = {
      metadata: this.metadata(first),
      namespaces: charts.map(({ environment, release }) => [environment, release.namespace]),
      objects: placed.filter((each) => !separate.includes(each)),
      includesNamespace: includeNamespace,
      separate,
    };
    // What is remembered is written to a file.
    const files = (objects.some(isSecret) ? NO_MEMORY : memory).recall(
      'Helm chart',
      () => JSON.stringify(chart),
      () => loadBuilder().chartFiles(chart),
    );
    const directory = `${DIRECTORY}/${first.name}`;
    return { files: files.map((file) => ({ path: `${directory}/${file.path}`, text: file.text })), issues: [] };
  }

  /** The application in every environment, by name of the environment. */
  private charts(): WebAppChart[] {
    const all = this.applications();
    const name = this.#props.application ?? all[0]?.name;
    return all.filter((chart) => chart.name === name).sort((a, b) => compareText(a.environment, b.environment));
  }

  private applications(): WebAppChart[] {
    return webAppChartsOf(this.node.root);
  }

  private placed(objects: readonly SynthesizedObject[]): PlacedObject[] {
    const paths = this.applications().map((chart) => chart.node.path);
    const charts = new Map(this.charts().map((chart) => [chart.node.path, chart]));
    return objects.flatMap((object): PlacedObject[] => {
      // A chart of another application can lie within one.
      const owner = paths.filter((path) => object.path.startsWith(`${path}/`)).sort((a, b) => b.length - a.length)[0];
      const chart = owner === undefined ? undefined : charts.get(owner);
      if (chart === undefined) {
        return [];
      }
      const { environment, release, node } = chart;
      const isOwnNamespace = object.kind === 'Namespace' && object.name === release.namespace;
      return [{ environment, construct: object.path.slice(node.path.length + 1), object, isOwnNamespace }];
    });
  }

  private metadata({ name, release }: WebAppChart): ChartMetadata {
    const charts = this.charts();
    const isSame = charts.every((chart) => chart.release.appVersion === release.appVersion);
    const versions = charts.map(({ cluster }) => cluster?.kubernetesVersion);
    const oldest = versions.reduce(
      (a, b) => (a !== undefined && b?.isAtLeast(a.toString()) === true ? a : b),
      versions[0],
    );
    return {
      name,
      version: release.chartVersion,
      description: this.#props.description ?? `The application ${name} on Kubernetes`,
      appVersion: isSame ? release.appVersion : undefined,
      kubernetesVersion: versions.includes(undefined) ? undefined : oldest?.toString(),
    };
  }

  private findings(): Finding[] {
    const names = [...new Set(this.applications().map(({ name }) => name))].sort(compareText);
    const { application, includeNamespace } = this.#props;
    if (application === undefined ? names.length !== 1 : !names.includes(application)) {
      return [applicationUnknown(application, names)];
    }
    const charts = this.charts();
    const versions = [...new Set(charts.map(({ release }) => release.chartVersion))].sort(compareText);
    const hasNamespace = charts.some(({ appNamespace }) => appNamespace !== undefined);
    return [
      ...(versions.length > 1 ? [versionDiffers(versions)] : []),
      ...(includeNamespace === true && !hasNamespace ? [namespaceNotRendered()] : []),
    ];
  }
}

function isSecret({ kind }: SynthesizedObject): boolean {
  return kind === 'Secret';
}

/** A chart takes long to make, and not every run makes one. */
function loadBuilder(): typeof import('./chart-builder') {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would be loaded always
  return require('./chart-builder') as typeof import('./chart-builder');
}

function applicationUnknown(given: string | undefined, names: readonly string[]): Finding {
  const known = names.length === 0 ? 'none is defined' : names.map(show).join(', ');
  return {
    code: 'helm-application-unknown',
    field: 'application',
    given: given === undefined ? 'nothing' : show(given),
    allowed: `the name of a WebAppChart: ${known}`,
    remedy:
      names.length === 1 ? 'Correct the name, or leave it out.' : 'Name the application that the chart is made of.',
  };
}

function versionDiffers(versions: readonly string[]): Finding {
  return {
    code: 'helm-chart-version-differs',
    field: 'application',
    given: `environments with the chart versions ${versions.map(show).join(', ')}`,
    allowed: 'one version, because one chart serves them all',
    remedy: 'Give every WebAppChart of the application the same chartVersion.',
  };
}

function namespaceNotRendered(): Finding {
  return {
    code: 'helm-namespace-not-rendered',
    field: 'includeNamespace',
    given: 'true, of an application that renders no Namespace',
    allowed: 'true where an environment renders its Namespace',
    remedy: 'Leave it out, or leave createNamespace: false of the WebAppChart out.',
  };
}

/** Helm records objects by their names. */
function unnamedIssues({ path, kind, name }: SynthesizedObject): Issue[] {
  if (typeof name === 'string' && name !== '') {
    return [];
  }
  const finding = {
    code: 'helm-object-unnamed',
    field: 'metadata.name',
    given: `nothing, of a ${kind} that gets its name from the cluster`,
    allowed: 'a name, by which Helm finds the object again',
    remedy: 'Name the object, or do not declare a HelmChart of this application.',
  };
  return [{ path, ...finding }];
}
