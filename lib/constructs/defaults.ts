import { IConstruct } from 'constructs';
import { Finding } from '../model/core/issue';
import { oneOf } from '../model/core/rules';
import { findAppContext } from './app-context';

/**
 * What this library renders although nobody asked for it. Each can be turned off by its name, in a workload or, for all
 * workloads, in the chart: `without: [Default.SPREAD]`.
 */
export enum Default {
  /** Labels `app.kubernetes.io/*` of the application on every object. Of a chart only. */
  COMMON_LABELS = 'common-labels',
  /**
   * Labels `app`, `component`, `tier` and `app.kubernetes.io/{name,component}` of a workload, and
   * `app.kubernetes.io/component` of configuration and secrets.
   */
  WORKLOAD_LABELS = 'workload-labels',
  /** Strategy RollingUpdate with maxSurge 1 and maxUnavailable 0, or Recreate where a volume can only be held once. */
  ROLLOUT_STRATEGY = 'rollout-strategy',
  /** `terminationGracePeriodSeconds: 30`. */
  GRACE_PERIOD = 'grace-period',
  /** `imagePullPolicy: IfNotPresent`. */
  PULL_POLICY = 'pull-policy',
  /** The name `http` of the port of a workload, `tcp` of a StatefulBackend. A Service with several ports needs it. */
  PORT_NAME = 'port-name',
  /**
   * Values that Kubernetes fills in itself: `replicas: 1`, `protocol: TCP` of ports, `scheme: HTTP` of probes, `type: ClusterIP`
   * and the `targetPort` of a Service, `policyTypes` of an `AppNetworkPolicy`.
   */
  IMPLIED_VALUES = 'implied-values',
  /** Timings of a probe that it does not name itself. Without it, Kubernetes fills in its own. */
  PROBE_TIMINGS = 'probe-timings',
  /** Requests and limits of a container that names none. */
  RESOURCES = 'resources',
  /** `enableServiceLinks: false`: no variables for the Services of the namespace. */
  NO_SERVICE_LINKS = 'no-service-links',
  /** `automountServiceAccountToken: false` in the pod. */
  NO_TOKEN = 'no-token',
  /** `runAsNonRoot`, user, group and `fsGroup` 10001, `fsGroupChangePolicy: OnRootMismatch`. */
  NON_ROOT_USER = 'non-root-user',
  /** `seccompProfile: RuntimeDefault`. */
  SECCOMP_PROFILE = 'seccomp-profile',
  /** `allowPrivilegeEscalation: false`. */
  NO_PRIVILEGE_ESCALATION = 'no-privilege-escalation',
  /** `capabilities: { drop: [ALL] }`. */
  NO_CAPABILITIES = 'no-capabilities',
  /** `readOnlyRootFilesystem: true`. */
  READ_ONLY_ROOT = 'read-only-root',
  /** Of a SinglePageApp: the configuration of nginx, directories that nginx writes to, health checks of `/`. */
  WEB_SERVER = 'web-server',
  /** An empty directory at /tmp. */
  WRITABLE_TMP = 'writable-tmp',
  /** A hash of the content at the end of the name of a ConfigMap, which is `immutable` then. Of a chart only. */
  CONFIG_NAME_HASH = 'config-name-hash',
  /** An annotation that changes with the configuration, so that pods are replaced, where its name does not change. */
  CONFIG_CHECKSUM = 'config-checksum',
  /** A ServiceAccount of its own for each workload. */
  SERVICE_ACCOUNT = 'service-account',
  /** NetworkPolicies that allow what the program declares; of a chart also `default-deny`, for the rest of its namespace. */
  NETWORK_POLICY = 'network-policy',
  /**
   * A PodDisruptionBudget with `maxUnavailable: 1` where two pods or more can run; `unhealthyPodEvictionPolicy: AlwaysAllow` of
   * every budget.
   */
  DISRUPTION_BUDGET = 'disruption-budget',
  /** Pods of a workload preferably on different nodes and in different zones, where two pods or more can run. */
  SPREAD = 'spread',
  /** `ttlSecondsAfterFinished: 86400` of a job that no CronJob makes. */
  JOB_TTL = 'job-ttl',
  /** `startingDeadlineSeconds: 300` of a scheduled job. */
  STARTING_DEADLINE = 'starting-deadline',
  /** `concurrencyPolicy: Forbid` of a scheduled job. */
  CONCURRENCY_POLICY = 'concurrency-policy',
  /** Annotations that make Argo CD and Helm run a migration before the rollout. */
  DEPLOY_HOOKS = 'deploy-hooks',
  /** A hash at the end of the name of a migration. */
  CONTENT_NAME = 'content-name',
  /** Labels of the Namespace that make the cluster enforce the Pod Security Standard. Of a chart only. */
  POD_SECURITY_LABELS = 'pod-security-labels',
}

/** Groups of defaults, for `without`. */
export class Defaults {
  /** All of them: what is left is what the program says. */
  static all(): Default[] {
    return Object.values(Default);
  }

  /** What makes a pod pass the Pod Security Standard "restricted", and /tmp, which a read-only image needs. */
  static hardening(): Default[] {
    return [
      Default.NO_TOKEN,
      Default.NON_ROOT_USER,
      Default.SECCOMP_PROFILE,
      Default.NO_PRIVILEGE_ESCALATION,
      Default.NO_CAPABILITIES,
      Default.READ_ONLY_ROOT,
      Default.WRITABLE_TMP,
    ];
  }

  private constructor() {}
}

/** Whether a default applies to a workload. */
export type AppliesDefault = (name: Default) => boolean;

/** Which defaults apply to what is defined in that scope, less those that are turned off there. */
export function defaultsOf(scope: IConstruct, without: readonly Default[] = []): AppliesDefault {
  const off = new Set([...(findAppContext(scope)?.without ?? []), ...without]);
  return (name) => !off.has(name);
}

/** The names are names of defaults. */
export function withoutFindings(field: string, without: readonly unknown[] = []): Finding[] {
  const why = { code: 'default-unknown', remedy: 'Use one of Default.' };
  return without.flatMap((name, index) => oneOf(`${field}[${index}]`, name, Object.values(Default), why));
}
