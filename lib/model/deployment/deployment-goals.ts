import { Finding } from '../core/issue';
import { wholeNumber } from '../core/rules';
import { Pipeline } from '../pipeline/pipeline';
import { CompleteProbe, patience, probesOf } from '../service/health-checks';
import { podRange } from '../service/pod-range';
import { ServiceSettings } from '../service/service-settings';

/** What an environment promises about time, in seconds. Probes that cannot keep a promise are an error. */
export interface DeploymentGoals {
  /**
   * An added pod takes traffic within it.
   * @default - no promise
   */
  readonly scaleSeconds?: number;
  /**
   * A pod whose container exited takes traffic again within it, counted from the exit.
   * @default - no promise
   */
  readonly restartSeconds?: number;
  /**
   * A container that hangs is noticed within it.
   * @default - no promise
   */
  readonly hangDetectionSeconds?: number;
}

/** The goals are amounts of time. */
export function goalFindings(field: string, goals: DeploymentGoals): Finding[] {
  const why = { code: 'goal-out-of-range', remedy: 'Give whole seconds, or leave the goal out.' };
  return Object.entries(goals).flatMap(([name, seconds]) =>
    seconds === undefined ? [] : wholeNumber(`${field}.${name}`, seconds, { min: 1 }, why),
  );
}

/** The longest that a container may take to start: the time until its startup probe gives up. */
function startupBudgetSeconds(startup: CompleteProbe): number {
  return startup.initialDelaySeconds + patience(startup);
}

/**
 * The probes of a service can keep the goals of its environment:
 *
 * - start-up budget (initialDelay + period x failureThreshold of the startup probe) <= scaleSeconds
 * - longest initialDelay of startup and readiness + one readiness period <= restartSeconds: before that no probe reports
 *   a container ready, however fast it starts
 * - period x failureThreshold of the liveness probe <= hangDetectionSeconds
 */
export function goalConflicts(settings: ServiceSettings, goals: DeploymentGoals): Finding[] {
  const { startup, liveness, readiness } = probesOf(settings.health ?? {});
  const { scaleSeconds, restartSeconds, hangDetectionSeconds } = goals;
  return [
    ...(startup === undefined
      ? []
      : exceeded('startup', 'start-up may take', startupBudgetSeconds(startup), 'scaleSeconds', scaleSeconds)),
    ...(readiness === undefined
      ? []
      : exceeded(
          'readiness',
          'ready at the earliest after',
          firstReady(startup, readiness),
          'restartSeconds',
          restartSeconds,
        )),
    ...(liveness === undefined
      ? unwatched(hangDetectionSeconds)
      : exceeded(
          'liveness',
          'a hang is noticed after',
          patience(liveness),
          'hangDetectionSeconds',
          hangDetectionSeconds,
        )),
  ];
}

function firstReady(startup: CompleteProbe | undefined, readiness: CompleteProbe): number {
  return Math.max(startup?.initialDelaySeconds ?? 0, readiness.initialDelaySeconds) + readiness.periodSeconds;
}

/** Without a liveness probe a hang is never noticed. */
function unwatched(limit: number | undefined): Finding[] {
  if (limit === undefined) {
    return [];
  }
  return [
    {
      code: 'goal-unreachable',
      field: 'health',
      given: 'no health check for liveness',
      allowed: `health checks that notice a hang within the goal hangDetectionSeconds of ${limit} s`,
      remedy: 'Give the service a health check, or leave the goal out.',
    },
  ];
}

function exceeded(probe: string, what: string, seconds: number, goal: string, limit: number | undefined): Finding[] {
  if (limit === undefined || limit < 1 || seconds <= limit) {
    return [];
  }
  return [
    {
      code: 'goal-unreachable',
      field: `health.${probe}`,
      given: `${what} ${seconds} s`,
      allowed: `at most the goal ${goal} of ${limit} s`,
      remedy: 'Make the probe ask earlier or more often, or declare the goal that it can meet.',
    },
  ];
}

/**
 * The verification of the pipeline waits at least as long as the slowest rollout may take. One pod is replaced at a
 * time, so a rollout may take the start-up budget once per replica, of an autoscaled service once per pod that may run.
 */
export function verificationConflicts(settings: ServiceSettings, pipeline: Pipeline): Finding[] {
  const deadline = pipeline.verifySeconds;
  const { startup } = probesOf(settings.health ?? {});
  if (startup === undefined || deadline === undefined) {
    return [];
  }
  const budget = startupBudgetSeconds(startup);
  const replicas = podRange(settings).most;
  const rollout = budget * replicas;
  if (rollout <= deadline) {
    return [];
  }
  return [
    {
      code: 'verification-too-short',
      field: 'health.startup',
      given: `a rollout may take ${rollout} s (${replicas} replicas of ${budget} s)`,
      allowed: `at most the ${deadline} s that stage verify of pipeline ${pipeline.name} waits`,
      remedy: 'Give the stage more of the time budget, or let the containers start faster.',
    },
  ];
}
