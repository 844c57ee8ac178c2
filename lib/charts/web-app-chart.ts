import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { provideAppContext } from '../constructs/app-context';
import { AppNamespace } from '../constructs/app-namespace';
import { Validation } from '../constructs/validation';
import { dnsLabel, labelValue } from '../model/names';
import { environmentNameFindings, Stage, stageFindings } from '../model/stage';

const WEB_APP_CHART = Symbol.for('cdk8s-webapp.WebAppChart');

/** Options of `WebAppChart`. */
export interface WebAppChartProps {
  /** Name of the application: the manifest file and the labels `instance` and `part-of` carry it. */
  readonly name: string;
  /** Namespace of all objects. */
  readonly namespace: string;
  /** Stage of the environment. */
  readonly stage: Stage;
  /**
   * Name of the environment, and of the directory that its manifests are written to. `charts` and `argocd` are
   * taken by other outputs.
   * @default - the id of the chart
   */
  readonly environment?: string;
  /**
   * Version of the application, the label `app.kubernetes.io/version` of every object.
   * @default - the label is left out
   */
  readonly version?: string;
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

  constructor(scope: Construct, id: string, props: WebAppChartProps) {
    super(scope, id, {
      namespace: props.namespace,
      labels: { ...commonLabels(props), ...props.labels },
    });
    Object.defineProperty(this, WEB_APP_CHART, { value: true });
    this.name = props.name;
    this.environment = props.environment ?? id;
    this.stage = props.stage;
    Validation.of(this).report(
      ...dnsLabel('name', props.name),
      ...environmentNameFindings('environment', this.environment),
      ...stageFindings('stage', props.stage),
      ...(props.version === undefined ? [] : labelValue('version', props.version)),
      ...Object.entries(props.labels ?? {}).flatMap(([key, value]) => labelValue(`labels.${key}`, value)),
    );
    provideAppContext(this, { name: this.name, environment: this.environment, stage: this.stage });
    if (props.createNamespace ?? true) {
      new AppNamespace(this, 'namespace', { name: props.namespace, stage: props.stage });
    } else {
      Validation.of(this).report(...dnsLabel('namespace', props.namespace));
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
