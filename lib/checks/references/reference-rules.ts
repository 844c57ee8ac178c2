import { Rule } from '../rule';
import { EXISTENCE_RULES } from './existence-rules';
import { MONITOR_RULES } from './monitor-rules';
import { NAMESPACE_RULES } from './namespace-rules';
import { PART_RULES } from './part-rules';
import { POLICY_PORT_RULES } from './policy-port-rules';
import { PROBE_RULES } from './probe-rules';
import { SELECTION_RULES } from './selection-rules';
import { SERVICE_RULES } from './service-rules';
import { UNUSED_RULES } from './unused-rules';
import { VOLUME_RULES } from './volume-rules';

/** Rules about how objects hang together: what is named is there, and what is there is used. */
export const REFERENCE_RULES: readonly Rule[] = [
  ...EXISTENCE_RULES,
  ...PART_RULES,
  ...NAMESPACE_RULES,
  ...VOLUME_RULES,
  ...SERVICE_RULES,
  ...PROBE_RULES,
  ...SELECTION_RULES,
  ...POLICY_PORT_RULES,
  ...MONITOR_RULES,
  ...UNUSED_RULES,
];
