import { Chart, ChartProps } from 'cdk8s';
import { Construct } from 'constructs';
import { provideAppContext } from '../constructs/app-context';
import { AppNamespace, enforcedLevel, NamespaceOptions, namespaceOptionsReader } from '../constructs/app-namespace';
import { Default, withoutFindings } from '../constructs/defaults';
import { declareExternal } from '../constructs/external-objects';
import { NetworkOptions, networkOptionsFindings, networkOptionsReader } from '../constructs/network-options';
import { Validation } from '../constructs/validation';
import { CloudCluster } from '../model/cluster/cloud-cluster';
import { Finding } from '../model/core/issue';
import { instance, list, Reader, text } from '../model/core/reading';
import { fieldsOf, hasMethods, listOf, printable, textOf } from '../model/core/untrusted';
import { within } from '../model/core/validated';
import { DeploymentConfiguration } from '../model/deployment/deployment-configuration';
import { environmentNameFindings, Stage, stageFindings } from '../model/deployment/stage';
import { ExternalObject, isExternalObject } from '../model/external/external-object';
import { HelmRelease } from '../model/release/helm-release';
import { commonLabels, labelFindings } from './chart-labels';

const DEFAULT_CHART_VERSION = '1.0.0';
/** What fields of the release are called here. */
const PROPERTIES: ReadonlyMap<string, string> = new Map([['appVersion', 'version']]);
const WEB_APP_CHART = Symbol.for('cdk8s-webapp.WebAppChart');

/** Options of `WebAppChart`. */
export interface WebAppChartProps {
  /** Name of the application: the manifest file and the labels `instance` and `part-of` carry it. */
  readonly name: string;
  /** Namespace of all objects. */
  readonly namespace: string;
  /**
   * The environment as the model describes it: its problems are reported with those of the chart.
   * @default - the environment is described by the properties below
   */
  readonly configuration?: DeploymentConfiguration;
  /**
   * Stage of the environment.
   * @default - that of the configuration, or the strictest: production
   */
  readonly stage?: Stage;
  /**
   * The cluster that the environment runs on.
   * @default - that of the configuration, or a cluster of its own of which nothing is known
   */
  readonly cluster?: CloudCluster;
  /**
   * Name of the environment, and of the directory that its manifests are written to. `charts` and `argocd` are
   * taken by other outputs.
   * @default - that of the configuration, or the id of the chart
   */
  readonly environment?: string;
  /**
   * Version of the application, the label `app.kubernetes.io/version` of every object.
   * @default - the label is left out
   */
  readonly version?: string;
  /**
   * Version of the release's chart, a semantic version.
   * @default '1.0.0'
   */
  readonly chartVersion?: string;
  /**
   * Labels of every object, besides those that the library sets, which cannot be replaced.
   * @default - none but the common ones
   */
  readonly labels?: { [key: string]: string };
  /**
   * Whether the Namespace is part of the manifests. Say false where somebody else creates it.
   * @default true
   */
  readonly createNamespace?: boolean;
  /**
   * What the Namespace is like: labels, Pod Security level, quota and limits.
   * @default - level restricted, neither quota nor limits
   */
  readonly namespaceOptions?: NamespaceOptions;
  /**
   * What the network around the application is like, as far as its NetworkPolicies must know.
   * @default - nothing is known: ports that a route leads to can be called by anybody
   */
  readonly network?: NetworkOptions;
  /**
   * Objects that the application refers to and somebody else makes: a Secret of another program, the SecretStore of the
   * namespace, classes of a cluster of which nothing is known.
   * @default - none but those that constructs know of, such as `AppSecrets.fromSecretName`
   */
  readonly external?: ExternalObject[];
  /**
   * Defaults of the library that apply to nothing in this chart.
   * @default - all apply
   */
  readonly without?: Default[];
}

/**
 * One application in one environment.
 *
 * Its manifests become `<output directory>/<environment>/<name>.k8s.yaml`. Every object has an explicit namespace
 * and the common labels.
 *
 * A chart inside it is written beside it, as `<name>-<id of the chart>.k8s.yaml`; it must be given a namespace.
 */
export class WebAppChart extends Chart {
  /** Tells a `WebAppChart` from any other value, also across two copies of this library. */
  static isWebAppChart(value: unknown): value is WebAppChart {
    return typeof value === 'object' && value !== null && WEB_APP_CHART in value;
  }

  /** Name of the application. */
  readonly name: string;
  /** Name of the environment. */
  readonly environment: string;
  /** Stage of the environment. */
  readonly stage: Stage;
  /** The application as a release: its name is unique in its namespace. */
  readonly release: HelmRelease;
  /** @default - a cluster of its own of which nothing is known */
  readonly cluster?: CloudCluster;
  /** @default - somebody else creates it */
  readonly appNamespace?: AppNamespace;
  /** @default - the environment is described by the chart alone */
  readonly configuration?: DeploymentConfiguration;

  constructor(scope: Construct, id: string, props: WebAppChartProps) {
    super(scope, id, chartProps(fieldsOf(props)));
    Object.defineProperty(this, WEB_APP_CHART, { value: true });
    const validation = Validation.of(this);
    const given = validation.fieldsOf('props', props);
    const { createNamespace = true } = given;
    const { value: turnedOff = [], findings: wrongList } = list(text)('without', given.without);
    const without = turnedOff as Default[];
    const [configuration, cluster] = [known(CONFIGURATION, given.configuration), known(CLUSTER, given.cluster)];
    const { environment = configuration?.environment ?? id, stage = configuration?.stage ?? Stage.PRODUCTION } = given;
    this.name = textOf(given.name);
    this.environment = typeof environment === 'string' ? environment : id;
    this.stage = stage;
    this.cluster = cluster ?? configuration?.cluster;
    this.configuration = configuration;
    this.release = releaseOf(given);
    validation.reportIssues(configuration?.issues() ?? []);
    validation.report(
      ...CONFIGURATION('configuration', given.configuration).findings,
      ...CLUSTER('cluster', given.cluster).findings,
      // That of the configuration is judged there.
      ...(cluster === undefined || cluster === configuration?.cluster ? [] : within('cluster', cluster.findings())),
      ...this.release
        .findings()
        .map((finding) => ({ ...finding, field: PROPERTIES.get(finding.field) ?? finding.field })),
      ...environmentNameFindings('environment', environment),
      ...stageFindings('stage', printable(this.stage)),
      ...labelFindings(validation.fieldsOf('labels', given.labels)),
      ...createNamespaceFindings(createNamespace),
      ...wrongList,
      ...withoutFindings('without', without),
    );
    this.declareExternals(given.external, createNamespace);
    this.appNamespace = this.provideSurroundings(given, createNamespace, without);
  }

  /** Makes known what the program does not render: what it says so of, and the Namespace where somebody else creates it. */
  private declareExternals(given: ExternalObject[] | undefined, createNamespace: unknown): void {
    const { value = [], findings } = EXTERNALS('external', given);
    const externals = value as ExternalObject[];
    Validation.of(this).report(
      ...findings,
      ...externals.flatMap((each, index) => within(`external[${index}]`, each.findings())),
    );
    const namespaces = createNamespace === true ? [] : [ExternalObject.namespace(this.release.namespace)];
    declareExternal(this, ...externals, ...namespaces);
  }

  /** Tells all that is defined below where it is, and makes the Namespace. */
  private provideSurroundings(
    given: Partial<WebAppChartProps>,
    createNamespace: boolean,
    without: Default[],
  ): AppNamespace | undefined {
    const { name, stage, environment, cluster } = this;
    const { namespace } = this.release;
    const readNamespace = namespaceOptionsReader('namespaceOptions', given.namespaceOptions);
    const readNetwork = networkOptionsReader('network', given.network);
    const options = (readNamespace.value ?? {}) as NamespaceOptions;
    const network = (readNetwork.value ?? {}) as NetworkOptions;
    const applies = (what: Default) => !without.includes(what);
    Validation.of(this).report(
      ...readNamespace.findings,
      ...readNetwork.findings,
      ...networkOptionsFindings('network', network),
      ...(createNamespace || given.namespaceOptions === undefined ? [] : [namespaceNotCreated()]),
    );
    provideAppContext(this, {
      ...{ name, namespace, environment, stage, without, network },
      deniesTraffic: createNamespace && applies(Default.NETWORK_POLICY),
      kubernetesVersion: cluster?.kubernetesVersion,
      limitRange: createNamespace ? options.limitRange : undefined,
      podSecurity: createNamespace ? enforcedLevel(options, applies) : undefined,
    });
    return createNamespace
      ? new AppNamespace(this, 'namespace', { ...options, name: namespace, stage, cluster })
      : undefined;
  }
}

/** What nobody renders would be ignored. */
function namespaceNotCreated(): Finding {
  return {
    code: 'namespace-not-created',
    field: 'namespaceOptions',
    given: 'options of a Namespace that is not part of the manifests',
    allowed: 'options together with createNamespace: true',
    remedy: 'Leave them out, or leave createNamespace: false out.',
  };
}

const CONFIGURATION = instance('a DeploymentConfiguration', (value) => hasMethods(value, ['issues', 'service']));
const CLUSTER = instance(
  'a CloudCluster',
  (value) => hasMethods(value, ['findings']) && typeof value['key'] === 'string',
);

const EXTERNALS = list(instance('an ExternalObject', isExternalObject));

/** The value, where it is what the reader reads. */
function known<T>(reader: Reader, given: T | undefined): T | undefined {
  return reader('', given).value as T | undefined;
}

function chartProps({ name, namespace, version, labels, without }: Partial<WebAppChartProps>): ChartProps {
  const common = listOf(without).includes(Default.COMMON_LABELS) ? {} : commonLabels(name, version);
  return {
    namespace: textOf(namespace),
    labels: { ...common, ...(fieldsOf(labels) as { [key: string]: string }) },
  };
}

function releaseOf(props: Partial<WebAppChartProps>): HelmRelease {
  const { name, namespace, chartVersion = DEFAULT_CHART_VERSION, version } = props;
  return new HelmRelease({
    name: name as string,
    namespace: namespace as string,
    chartVersion,
    appVersion: version,
  });
}

/** A text would count as true, whatever it says. */
function createNamespaceFindings(given: unknown): Finding[] {
  if (typeof given === 'boolean') {
    return [];
  }
  const remedy = 'Say true or false, or leave it out.';
  const what = `a value of type ${typeof given}`;
  return [{ code: 'setting-invalid', field: 'createNamespace', given: what, allowed: 'true or false', remedy }];
}
