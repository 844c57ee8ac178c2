import { judge, LiveCheck, LiveRule, Verdict } from '../core/live-check';
import { executionFindings, StageName } from './pipeline-stage';

/** What was observed of a pipeline, its platform and its last deployment. Names only, never values. */
export interface PipelineFacts {
  /**
   * Names of the secrets that the platform holds for the pipeline.
   * @default - nobody looked
   */
  readonly configuredCredentials?: string[];
  /**
   * The stages that a run executed, in the order in which they started.
   * @default - nobody looked
   */
  readonly executedStages?: StageName[];
  /**
   * Whether every Deployment finished its rollout.
   * @default - nobody looked
   */
  readonly rolloutsComplete?: boolean;
  /**
   * Whether every pod is ready.
   * @default - nobody looked
   */
  readonly podsReady?: boolean;
  /**
   * Whether the cloud assigned an address to the Service that is exposed.
   * @default - nobody looked
   */
  readonly externalAddressAssigned?: boolean;
  /**
   * HTTP status that the health path answered with.
   * @default - nobody asked
   */
  readonly healthStatus?: number;
  /**
   * Milliseconds until the health path answered.
   * @default - nobody asked
   */
  readonly healthMilliseconds?: number;
}

const UNKNOWN = 'nothing: the fact is unknown';
/** What the application promises: health answers within 1 s. */
const MAX_HEALTH_MILLISECONDS = 1000;

/**
 * Every credential is configured. Only names that are asked for are repeated, because a caller could hand over values by
 * mistake. GitHub compares names without regard to case.
 */
export function credentialsCheck(
  subject: string,
  required: readonly string[],
  configured: string[] | undefined,
): LiveCheck {
  const remedy = 'Create the missing secrets in the settings of the repository or its environment.';
  const rule = { code: 'pipeline-credentials-configured', subject, remedy };
  if (!Array.isArray(configured)) {
    return { ...rule, verdict: Verdict.NOT_VERIFIED, observed: UNKNOWN };
  }
  const known = configured.map((name) => String(name).toUpperCase());
  const missing = required.filter((name) => !known.includes(name));
  return missing.length === 0
    ? { ...rule, verdict: Verdict.PASSED, observed: `all ${required.length} credentials` }
    : { ...rule, verdict: Verdict.FAILED, observed: `missing: ${missing.join(', ')}` };
}

/** The stages of a run were executed in order. A run that stopped halfway kept the order of what it executed. */
export function orderCheck(subject: string, executed: StageName[] | undefined): LiveCheck {
  const remedy = 'Make each stage wait for the one before it.';
  const rule = { code: 'pipeline-stages-in-order', subject, remedy };
  if (!Array.isArray(executed)) {
    return { ...rule, verdict: Verdict.NOT_VERIFIED, observed: UNKNOWN };
  }
  if (executed.length === 0) {
    return { ...rule, verdict: Verdict.NOT_VERIFIED, observed: 'no stage was executed' };
  }
  const verdict = executionFindings('executedStages', executed).length === 0 ? Verdict.PASSED : Verdict.FAILED;
  return { ...rule, verdict, observed: executed.join(', ') };
}

/** The deployment passed its health checks. */
export function deploymentChecks(subject: string, facts: PipelineFacts): LiveCheck[] {
  const rule = (code: string, remedy: string): LiveRule => ({ code, subject, remedy });
  const rollBack = 'Roll back, then read the events and logs of the pods.';
  const isTrue = (fact: boolean) => fact === true;
  return [
    judge(rule('deployment-rolled-out', rollBack), facts.rolloutsComplete, isTrue),
    judge(rule('deployment-pods-ready', rollBack), facts.podsReady, isTrue),
    judge(
      rule('external-address-assigned', 'Wait for the cloud; `kubectl describe service` shows why there is none.'),
      facts.externalAddressAssigned,
      isTrue,
    ),
    // A redirect is an answer of whatever stands in front, so it says nothing about the application.
    judge(rule('deployment-health-answers', rollBack), facts.healthStatus, (status) => status >= 200 && status <= 299),
    judge(
      rule('deployment-health-in-time', 'Find what the health path waits for; it must answer within 1 s.'),
      facts.healthMilliseconds,
      (milliseconds) => milliseconds >= 0 && milliseconds <= MAX_HEALTH_MILLISECONDS,
    ),
  ];
}
