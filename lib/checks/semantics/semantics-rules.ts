import { Rule } from '../rule';
import { AUTOSCALER_RULES } from './autoscalers';
import { CLAIM_RULES } from './claims';
import { CONFIG_DATA_RULES } from './config-data';
import { CONTAINER_RULES } from './containers';
import { ENVIRONMENT_RULES } from './environment';
import { IMMUTABLE_FIELD_RULES } from './immutable-fields';
import { INGRESS_RULES } from './ingresses';
import { JOB_RULES } from './jobs';
import { LABEL_RULES } from './labels';
import { NETWORK_POLICY_RULES } from './network-policies';
import { OBJECT_NAME_RULES } from './object-names';
import { POD_RULES } from './pods';
import { PORT_RULES } from './ports';
import { PROBE_RULES } from './probes';
import { RESOURCE_RULES } from './resources';
import { SCHEDULING_RULES } from './scheduling';
import { SELECTOR_RULES } from './selectors';
import { SERVICE_RULES } from './services';
import { VALUE_RULES } from './values';
import { VOLUME_RULES } from './volumes';
import { WORKLOAD_RULES } from './workloads';

/** What no schema says, and the API server refuses all the same, or takes for something else than was meant. */
export const SEMANTICS_RULES: readonly Rule[] = [
  ...OBJECT_NAME_RULES,
  ...LABEL_RULES,
  ...VALUE_RULES,
  ...SELECTOR_RULES,
  ...WORKLOAD_RULES,
  ...JOB_RULES,
  ...POD_RULES,
  ...SCHEDULING_RULES,
  ...CONTAINER_RULES,
  ...PORT_RULES,
  ...ENVIRONMENT_RULES,
  ...VOLUME_RULES,
  ...PROBE_RULES,
  ...RESOURCE_RULES,
  ...SERVICE_RULES,
  ...INGRESS_RULES,
  ...NETWORK_POLICY_RULES,
  ...AUTOSCALER_RULES,
  ...CONFIG_DATA_RULES,
  ...CLAIM_RULES,
  ...IMMUTABLE_FIELD_RULES,
];
