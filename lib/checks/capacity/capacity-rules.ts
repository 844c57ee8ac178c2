import { Unusual } from '../glance/sign';
import { Rule } from '../rule';
import { onlyWith } from '../rule-kinds';
import { EXCEEDED, FRAGILE } from './at-rest';
import { AUTOSCALER_MAXIMUM, AUTOSCALERS_TOGETHER } from './autoscaling';
import { DRAIN } from './drain';
import { POD_TOO_LARGE } from './pod-too-large';
import { QUOTA_EXCEEDED, QUOTA_UNSTATED } from './quota';
import { JOB_WAITS, ROLLOUT_STUCK, SURGE } from './rollout';

/** Whether pods fit the nodes of their cluster, and the quotas of their namespace. */
export const CAPACITY_RULES: readonly Rule[] = [
  ...[
    ...[POD_TOO_LARGE, EXCEEDED, FRAGILE, ROLLOUT_STUCK, SURGE, JOB_WAITS, AUTOSCALER_MAXIMUM, AUTOSCALERS_TOGETHER],
    DRAIN,
  ].map((rule) => onlyWith([Unusual.CLUSTER], rule)),
  ...[QUOTA_EXCEEDED, QUOTA_UNSTATED].map((rule) => onlyWith([Unusual.OBSERVED], rule)),
];
