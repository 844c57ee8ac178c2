import { Rule } from '../rule';
import { AVAILABILITY_RULES } from './availability-rules';
import { BUDGET_RULES } from './budget-rules';
import { CONTAINER_RULES } from './container-rules';
import { IMAGE_RULES } from './image-rules';
import { JOB_RULES } from './job-rules';
import { NAMESPACE_RULES } from './namespace-rules';
import { NETWORK_RULES } from './network-rules';
import { POD_SECURITY_RULES } from './pod-security/pod-security-rules';
import { PROBE_RULES } from './probe-rules';
import { RBAC_RULES } from './rbac-rules';
import { RESOURCE_RULES } from './resource-rules';
import { SERVICE_ACCOUNT_RULES } from './service-account-rules';
import { TRAFFIC_RULES } from './traffic-rules';
import { VOLUME_RULES } from './volume-rules';

/** What clusters accept, and reviewers do not. */
export const POLICY_RULES: readonly Rule[] = [
  ...POD_SECURITY_RULES,
  ...CONTAINER_RULES,
  ...IMAGE_RULES,
  ...RESOURCE_RULES,
  ...PROBE_RULES,
  ...AVAILABILITY_RULES,
  ...BUDGET_RULES,
  ...VOLUME_RULES,
  ...SERVICE_ACCOUNT_RULES,
  ...RBAC_RULES,
  ...NETWORK_RULES,
  ...TRAFFIC_RULES,
  ...NAMESPACE_RULES,
  ...JOB_RULES,
];
