import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { provideAppContext } from '../constructs/app-context';
import { AppNamespace } from '../constructs/app-namespace';
import { Validation } from '../constructs/validation';
import { CloudCluster } from '../model/cluster/cloud-cluster';
import { labelValue } from '../model/core/names';
import { DeploymentConfiguration } from '../model/deployment/deployment-configuration';
import { environmentNameFindings, Stage, stageFindings } from '../model/deployment/stage';
import { HelmRelease } from '../model/release/helm-release';

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
   * Labels of every object.
   * @default - none but the common ones
   */
  readonly labels?: { [key: string]: string };
  /**
   * Whether the Namespace is part of the manifests. Say false where somebody else creates it.
   * @default true
   */
  readonly createNamespace?: boolean;
}

/**
 * One application in one environment.
 *
 * Its manifests become `<output directory>/<environment>/<name>.k8s.yaml`. Every object has an explicit namespace
 * and the common labels.
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

  constructor(scope: Construct, id: string, props: WebAppChartProps) {
    super(scope, id, {
      namespace: props.namespace,
      labels: { ...commonLabels(props), ...props.labels },
    });
    Object.defineProperty(this, WEB_APP_CHART, { value: true });
    this.name = props.name;
    this.environment = props.environment ?? props.configuration?.environment ?? id;
    this.stage = props.stage ?? props.configuration?.stage ?? Stage.PRODUCTION;
    this.cluster = props.cluster ?? props.configuration?.cluster;
    this.release = new HelmRelease({
      name: props.name,
      namespace: props.namespace,
      chartVersion: props.chartVersion ?? DEFAULT_CHART_VERSION,
      appVersion: props.version,
    });
    Validation.of(this).reportIssues(props.configuration?.issues() ?? []);
    Validation.of(this).report(
      ...this.release
        .findings()
        .map((finding) => ({ ...finding, field: PROPERTIES.get(finding.field) ?? finding.field })),
      ...environmentNameFindings('environment', this.environment),
      ...stageFindings('stage', this.stage),
      ...Object.entries(props.labels ?? {}).flatMap(([key, value]) => labelValue(`labels.${key}`, value)),
    );
    provideAppContext(this, { name: this.name, environment: this.environment, stage: this.stage });
    if (props.createNamespace ?? true) {
      new AppNamespace(this, 'namespace', { name: props.namespace, stage: this.stage });
    }
  }
}

function commonLabels({ name, version }: WebAppChartProps): { [key: string]: string } {
  return {
    'app.kubernetes.io/name': name,
    'app.kubernetes.io/instance': name,
    ...(version === undefined ? {} : { 'app.kubernetes.io/version': version }),
    'app.kubernetes.io/part-of': name,
    'app.kubernetes.io/managed-by': 'cdk8s',
  };
}
