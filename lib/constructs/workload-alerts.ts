import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import type { PrometheusRuleSpec, PrometheusRuleSpecGroupsRules } from '../../imports/monitoring.coreos.com';
import { Finding } from '../model/core/issue';
import { dnsSubdomain } from '../model/core/names';
import { instance, list, map, record, text } from '../model/core/reading';
import { oneOf } from '../model/core/rules';
import { annotationFindings, labelsFindings } from '../model/exposure/annotations';
import { placeFindings } from './environment-sources';
import { KubernetesObject } from './kubernetes-object';
import { Validation } from './validation';
import { Workload } from './workload';
import { Written } from './written';

/** What people want to be told of a workload. */
export enum Alert {
  /** A container was restarted more than three times within a quarter of an hour. */
  RESTARTS = 'Restarts',
  /** Fewer pods than wanted take traffic, for ten minutes. Deployments and StatefulSets. */
  UNAVAILABLE = 'Unavailable',
  /** A rollout makes no progress. Deployments. */
  ROLLOUT_STUCK = 'RolloutStuck',
  /** A container uses more than 90 % of its memory limit, for ten minutes. */
  MEMORY = 'MemoryNearLimit',
  /** A container is held back by its CPU limit in more than half of the time, for a quarter of an hour. */
  THROTTLED = 'CpuThrottled',
  /** A job failed. Jobs, and those of a CronJob. */
  JOB_FAILED = 'JobFailed',
}

/** Options of `WorkloadAlerts`. */
export interface WorkloadAlertsProps {
  /** The workload that is watched. */
  readonly workload: Workload;
  /**
   * What people are told of.
   * @default - everything that can happen to its kind
   */
  readonly alerts?: Alert[];
  /**
   * Value of the label `severity` of every alert, by which they are routed.
   * @default 'warning'
   */
  readonly severity?: string;
  /**
   * Name of the object.
   * @default - the name of the workload
   */
  readonly name?: string;
  /**
   * Labels of the object, by which Prometheus finds it, for example `release: prometheus`.
   * @default - those of the chart
   */
  readonly labels?: { [key: string]: string };
  /**
   * Annotations of the object.
   * @default - none
   */
  readonly annotations?: { [key: string]: string };
}

/** An alert for the pods of a workload. */
interface Rule {
  readonly expression: string;
  readonly duration: string;
  readonly summary: string;
}

/** Where the metrics of a workload are found. */
interface Target {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  readonly container: string;
}

const KINDS: ReadonlyMap<string, readonly Alert[]> = new Map([
  ['Deployment', [Alert.RESTARTS, Alert.UNAVAILABLE, Alert.ROLLOUT_STUCK, Alert.MEMORY, Alert.THROTTLED]],
  ['StatefulSet', [Alert.RESTARTS, Alert.UNAVAILABLE, Alert.MEMORY, Alert.THROTTLED]],
  ['Job', [Alert.JOB_FAILED, Alert.MEMORY]],
  ['CronJob', [Alert.JOB_FAILED, Alert.MEMORY]],
]);
const DEFAULT_SEVERITY = 'warning';

const reader = record({
  workload: instance('a workload', (value) => Workload.isWorkload(value)),
  alerts: list(text),
  severity: text,
  name: text,
  labels: map(text),
  annotations: map(text),
});

/**
 * Alerts about a workload for the Prometheus operator. They read what kube-state-metrics and the kubelet measure of every
 * pod, so the application itself need not serve metrics.
 *
 * @see https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.PrometheusRule
 */
export class WorkloadAlerts extends Construct {
  /**
   * The PrometheusRule.
   * @default - none, where the workload is missing
   */
  readonly rule?: KubernetesObject;

  constructor(scope: Construct, id: string, given: WorkloadAlertsProps) {
    super(scope, id);
    const { value, findings } = reader('', given);
    const { workload, severity = DEFAULT_SEVERITY, ...props } = { ...(value as Partial<WorkloadAlertsProps>) };
    Validation.of(this).report(...findings);
    if (workload === undefined) {
      Validation.of(this).report(...(findings.some(({ field }) => field === 'workload') ? [] : [missing()]));
      return;
    }
    const name = props.name ?? workload.name;
    const possible = KINDS.get(workload.resource.kind) ?? [];
    const alerts = props.alerts ?? [...possible];
    const { labels, annotations } = props;
    Validation.of(this).report(
      ...placeFindings('workload', this, workload),
      ...dnsSubdomain('name', name),
      ...labelsFindings('labels', labels),
      ...annotationFindings('annotations', annotations),
      ...alertFindings(alerts, possible),
    );
    const target = {
      kind: workload.resource.kind,
      name: workload.name,
      namespace: Chart.of(this).namespace ?? '',
      container: workload.containerName,
    };
    const known = alerts.filter((alert) => possible.includes(alert));
    const rules = known.map((alert) => render(alert, ruleOf(alert, target), target, severity));
    const spec: Written<PrometheusRuleSpec> = { groups: [{ name: `${target.namespace}/${workload.name}`, rules }] };
    const metadata = { name, labels, annotations };
    const [apiVersion, kind] = ['monitoring.coreos.com/v1', 'PrometheusRule'];
    this.rule = new KubernetesObject(this, 'Resource', { apiVersion, kind, metadata, spec });
  }
}

function render(
  alert: Alert,
  rule: Rule,
  { name, namespace }: Target,
  severity: string,
): Written<PrometheusRuleSpecGroupsRules> {
  return {
    alert: `Workload${alert}`,
    expr: rule.expression,
    for: rule.duration,
    labels: { severity, workload: name, namespace },
    annotations: { summary: rule.summary },
  };
}

/** What follows the name of a workload in the names of its pods. */
const POD_SUFFIXES: ReadonlyMap<string, string> = new Map([
  ['Deployment', '-[a-z0-9]+-[a-z0-9]+'],
  ['StatefulSet', '-[0-9]+'],
  ['Job', '(-[a-z0-9]+)?-[a-z0-9]+'],
  ['CronJob', '-[0-9]+-[a-z0-9]+'],
]);
/** And in those of its jobs: the hash of a migration, the time of a turn. */
const JOB_SUFFIXES: ReadonlyMap<string, string> = new Map([
  ['Job', '(-[a-z0-9]+)?'],
  ['CronJob', '-[0-9]+'],
]);

/** What is longer is cut off in front of the five random characters of a pod's name: hyphens too, perhaps. */
const MOST_GENERATED = 58;
/** What the name of a ReplicaSet adds to that of its Deployment, at most, with the hyphen behind it. */
const HASH_LENGTH = 12;
const CUT_OFF = '-?[a-z0-9]+(-[a-z0-9]+)?';

/** A regular expression inside of a text of PromQL, where a backslash is written twice. */
function named(name: string, suffix = ''): string {
  return name.replaceAll('.', '\\\\.') + suffix;
}

function containersOf({ kind, name, namespace, container }: Target): string {
  const isCut = kind === 'Deployment' && name.length + HASH_LENGTH > MOST_GENERATED;
  const pods = isCut ? named(name.slice(0, MOST_GENERATED), CUT_OFF) : named(name, POD_SUFFIXES.get(kind));
  return `namespace="${namespace}",pod=~"${pods}",container="${container}"`;
}

function ruleOf(alert: Alert, target: Target): Rule {
  const { kind, name, namespace } = target;
  const where = `${name} in ${namespace}`;
  const containers = containersOf(target);
  const own = `namespace="${namespace}",${kind.toLowerCase()}="${name}"`;
  switch (alert) {
    case Alert.RESTARTS: {
      const expression = `increase(kube_pod_container_status_restarts_total{${containers}}[15m]) > 3`;
      return { expression, duration: '0m', summary: `A container of ${where} keeps being restarted.` };
    }
    case Alert.UNAVAILABLE:
      return { expression: unavailable(kind, own), duration: '10m', summary: `Too few pods of ${where} take traffic.` };
    case Alert.ROLLOUT_STUCK: {
      const expression = `kube_deployment_status_condition{${own},condition="Progressing",status="false"} == 1`;
      return { expression, duration: '1m', summary: `The rollout of ${where} makes no progress.` };
    }
    case Alert.MEMORY:
      return { expression: memory(containers), duration: '10m', summary: `${where} is close to its memory limit.` };
    case Alert.THROTTLED:
      return { expression: throttled(containers), duration: '15m', summary: `${where} is held back by its CPU limit.` };
    case Alert.JOB_FAILED: {
      const expression = `kube_job_failed{namespace="${namespace}",job_name=~"${named(name, JOB_SUFFIXES.get(kind))}",condition="true"} == 1`;
      return { expression, duration: '0m', summary: `The job ${where} failed.` };
    }
  }
}

function unavailable(kind: string, own: string): string {
  return kind === 'Deployment'
    ? `kube_deployment_status_replicas_available{${own}} < kube_deployment_spec_replicas{${own}}`
    : `kube_statefulset_status_replicas_ready{${own}} < kube_statefulset_replicas{${own}}`;
}

function memory(containers: string): string {
  const by = 'max by (namespace, pod, container)';
  const limit = `kube_pod_container_resource_limits{${containers},resource="memory"}`;
  return `${by} (container_memory_working_set_bytes{${containers}}) / ${by} (${limit}) > 0.9`;
}

function throttled(containers: string): string {
  const rate = (metric: string) => `rate(container_cpu_cfs_${metric}_total{${containers}}[5m])`;
  return `${rate('throttled_periods')} / ${rate('periods')} > 0.5`;
}

function alertFindings(alerts: readonly Alert[], possible: readonly Alert[]): Finding[] {
  const why = { code: 'alert-unsupported', remedy: 'Leave it out, or watch a workload that it can happen to.' };
  return alerts.flatMap((alert, index) => oneOf(`alerts[${index}]`, alert, possible, why));
}

function missing(): Finding {
  const remedy = 'Give the workload that is watched.';
  return { code: 'setting-incomplete', field: 'workload', given: 'nothing', allowed: 'a workload', remedy };
}
