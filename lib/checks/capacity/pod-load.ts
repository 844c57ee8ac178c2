import { compareText } from '../../model/core/compare-text';
import { Mapping } from '../../model/core/untrusted';
import { CheckScope } from '../check-scope';
import { CheckedObject } from '../checked-object';
import { CheckedPod } from '../checked-pod';
import { at, mappingAt, textAt } from '../data';

/** Pods of one object: how many run when. */
export interface PodLoad {
  readonly pod: CheckedPod;
  /** Pods that run all the time; with an autoscaler the least. Of a DaemonSet none: it has one on every node. */
  readonly atRest: number;
  /** Pods that a rolling update adds at most. */
  readonly surge: number;
  /** Whether a rolling update cannot begin before there is room for one pod more. */
  readonly needsExtra: boolean;
  /** Pods that the autoscaler makes at most; without one, as many as at rest. */
  readonly maximum: number;
  /** Pods that run at a deployment (of Jobs) or at times (of CronJobs), and end. */
  readonly passing: number;
  readonly isDaemon: boolean;
  /** @default - nothing scales the object */
  readonly autoscaler?: CheckedObject;
}

const SCALED = ['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController'];
const NONE = { atRest: 0, surge: 0, needsExtra: false, maximum: 0, passing: 0, isDaemon: false };
const QUARTER = '25%';
const WHOLE = 100;

/** The pods of every object that has some, in an order that does not depend on where they are defined. */
export function podLoads(scope: CheckScope): PodLoad[] {
  const autoscalers = new Map<string, CheckedObject>();
  for (const autoscaler of scope.ofKind('HorizontalPodAutoscaler')) {
    const { kind, name } = mappingAt(autoscaler.manifest, 'spec', 'scaleTargetRef');
    if (typeof kind === 'string' && typeof name === 'string') {
      autoscalers.set(keyOf(autoscaler.namespace, kind, name), autoscaler);
    }
  }
  return [...scope.pods].sort(comparePods).flatMap((pod) => loadOf(pod, autoscalers) ?? []);
}

function loadOf(pod: CheckedPod, autoscalers: ReadonlyMap<string, CheckedObject>): PodLoad | undefined {
  const { kind, namespace, name, manifest } = pod.object;
  const spec = mappingAt(manifest, 'spec');
  if (SCALED.includes(kind)) {
    return scaledLoad(pod, spec, autoscalers.size === 0 ? undefined : autoscalers.get(keyOf(namespace, kind, name)));
  }
  switch (kind) {
    case 'Pod':
      return { ...NONE, pod, atRest: 1, maximum: 1 };
    case 'DaemonSet':
      return { ...NONE, pod, isDaemon: true };
    case 'Job':
      return { ...NONE, pod, passing: podsOfJob(spec) };
    case 'CronJob':
      return {
        ...NONE,
        pod,
        passing: spec['suspend'] === true ? 0 : podsOfJob(mappingAt(spec, 'jobTemplate', 'spec')),
      };
    default:
      return undefined;
  }
}

function scaledLoad(pod: CheckedPod, spec: Mapping, autoscaler: CheckedObject | undefined): PodLoad {
  const limits = mappingAt(autoscaler?.manifest, 'spec');
  const atRest = autoscaler === undefined ? countAt(spec, 'replicas', 1) : countAt(limits, 'minReplicas', 1);
  const maximum = autoscaler === undefined ? atRest : Math.max(atRest, countAt(limits, 'maxReplicas', atRest));
  return { ...NONE, ...rollingOf(pod, spec, atRest), pod, atRest, maximum, autoscaler };
}

/** Only Deployments make new pods before they end old ones. */
function rollingOf({ object }: CheckedPod, spec: Mapping, replicas: number): { surge: number; needsExtra: boolean } {
  const type = textAt(spec, 'strategy', 'type') ?? 'RollingUpdate';
  if (object.kind !== 'Deployment' || type !== 'RollingUpdate' || replicas === 0) {
    return { surge: 0, needsExtra: false };
  }
  const surge = Math.ceil(podsAt(spec, 'maxSurge', replicas));
  const unavailable = Math.floor(podsAt(spec, 'maxUnavailable', replicas));
  // With neither, Kubernetes lets one be missing.
  return { surge, needsExtra: surge > 0 && unavailable === 0 };
}

/** A number of pods, or a share of them. */
function podsAt(spec: Mapping, name: string, replicas: number): number {
  const given = at(spec, 'strategy', 'rollingUpdate', name) ?? QUARTER;
  const text = typeof given === 'string' ? given : '';
  const share = /^[0-9]{1,9}%$/.test(text) ? Number(text.slice(0, -1)) : undefined;
  if (share !== undefined) {
    return (replicas * share) / WHOLE;
  }
  return Number.isSafeInteger(given) ? Math.max(0, Number(given)) : 0;
}

/** Pods of a Job that run at once. */
function podsOfJob(spec: Mapping): number {
  const completions = countAt(spec, 'completions', Infinity);
  return spec['suspend'] === true ? 0 : Math.min(countAt(spec, 'parallelism', 1), completions);
}

function countAt(spec: Mapping, name: string, otherwise: number): number {
  const given = spec[name];
  return Number.isSafeInteger(given) ? Math.max(0, Number(given)) : otherwise;
}

function comparePods({ object: a }: CheckedPod, { object: b }: CheckedPod): number {
  return (
    compareText(a.namespace ?? '', b.namespace ?? '') || compareText(a.name, b.name) || compareText(a.kind, b.kind)
  );
}

function keyOf(namespace = '', kind: string, name: string): string {
  return `${namespace}/${kind}/${name}`;
}
