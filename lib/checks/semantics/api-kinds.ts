import { ApiKind } from '../rule-kinds';

export const POD: ApiKind = { group: '', kind: 'Pod' };
export const SERVICE: ApiKind = { group: '', kind: 'Service' };
export const CONFIG_MAP: ApiKind = { group: '', kind: 'ConfigMap' };
export const SECRET: ApiKind = { group: '', kind: 'Secret' };
export const CLAIM: ApiKind = { group: '', kind: 'PersistentVolumeClaim' };
export const DEPLOYMENT: ApiKind = { group: 'apps', kind: 'Deployment' };
export const STATEFUL_SET: ApiKind = { group: 'apps', kind: 'StatefulSet' };
export const DAEMON_SET: ApiKind = { group: 'apps', kind: 'DaemonSet' };
export const REPLICA_SET: ApiKind = { group: 'apps', kind: 'ReplicaSet' };
export const JOB: ApiKind = { group: 'batch', kind: 'Job' };
export const CRON_JOB: ApiKind = { group: 'batch', kind: 'CronJob' };
export const INGRESS: ApiKind = { group: 'networking.k8s.io', kind: 'Ingress' };
export const NETWORK_POLICY: ApiKind = { group: 'networking.k8s.io', kind: 'NetworkPolicy' };
export const AUTOSCALER: ApiKind = { group: 'autoscaling', kind: 'HorizontalPodAutoscaler' };
export const DISRUPTION_BUDGET: ApiKind = { group: 'policy', kind: 'PodDisruptionBudget' };

/** The kinds whose selector must choose the pods of their own template. */
export const SELECTING: readonly ApiKind[] = [DEPLOYMENT, STATEFUL_SET, DAEMON_SET, REPLICA_SET];
