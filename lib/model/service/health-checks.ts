import { Finding, show } from '../core/issue';
import { wholeNumber } from '../core/rules';

/** What is asked of a container to learn whether it works. */
export class HealthCheck {
  /**
   * An HTTP GET that answers with a status from 200 to 399.
   *
   * @param path absolute path, for example `/healthz`
   */
  static httpGet(path: string): HealthCheck {
    return new HealthCheck(path);
  }

  private constructor(
    /** The absolute path that is asked for. */
    readonly path: string,
  ) {}

  /** The question in words. */
  toString(): string {
    return `HTTP GET ${this.path}`;
  }
}

/**
 * When a probe asks. All fields have the meaning that Kubernetes gives them.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#Probe
 */
export interface ProbeTiming {
  /**
   * Seconds from the start of the container to the first question.
   * @default 0
   */
  readonly initialDelaySeconds?: number;
  /**
   * Seconds between two questions.
   * @default - 5 for startup, 15 for liveness, 10 for readiness
   */
  readonly periodSeconds?: number;
  /**
   * Seconds until an answer counts as missing.
   * @default 3
   */
  readonly timeoutSeconds?: number;
  /**
   * How many answers in a row must be missing.
   * @default - 12 for startup, 3 for liveness and readiness
   */
  readonly failureThreshold?: number;
}

/** How the health of a container is watched. All three probes ask the same question, at different times. */
export interface HealthChecks {
  /** The question. */
  readonly check: HealthCheck;
  /**
   * Until it succeeds the other probes wait; when it fails the container is restarted.
   * @default - every 5 s, 12 times, so a container has 60 s to start
   */
  readonly startup?: ProbeTiming;
  /**
   * When it fails the container is restarted.
   * @default - every 15 s, 3 times, so a hang is noticed within 48 s
   */
  readonly liveness?: ProbeTiming;
  /**
   * When it fails the pod gets no traffic.
   * @default - every 10 s, 3 times
   */
  readonly readiness?: ProbeTiming;
}

/** A timing without gaps. */
export interface CompleteProbeTiming {
  readonly initialDelaySeconds: number;
  readonly periodSeconds: number;
  readonly timeoutSeconds: number;
  readonly failureThreshold: number;
}

/** The three probes, each with all its numbers. */
export interface ProbeTimings {
  readonly startup: CompleteProbeTiming;
  readonly liveness: CompleteProbeTiming;
  readonly readiness: CompleteProbeTiming;
}

const DEFAULT_TIMINGS: ProbeTimings = {
  startup: { initialDelaySeconds: 0, periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 12 },
  liveness: { initialDelaySeconds: 0, periodSeconds: 15, timeoutSeconds: 3, failureThreshold: 3 },
  readiness: { initialDelaySeconds: 0, periodSeconds: 10, timeoutSeconds: 3, failureThreshold: 3 },
};

/** The timings with the documented defaults in the gaps. */
export function probeTimings(health: HealthChecks): ProbeTimings {
  return {
    startup: completed(DEFAULT_TIMINGS.startup, health.startup),
    liveness: completed(DEFAULT_TIMINGS.liveness, health.liveness),
    readiness: completed(DEFAULT_TIMINGS.readiness, health.readiness),
  };
}

function completed(defaults: CompleteProbeTiming, given: ProbeTiming = {}): CompleteProbeTiming {
  return {
    initialDelaySeconds: given.initialDelaySeconds ?? defaults.initialDelaySeconds,
    periodSeconds: given.periodSeconds ?? defaults.periodSeconds,
    timeoutSeconds: given.timeoutSeconds ?? defaults.timeoutSeconds,
    failureThreshold: given.failureThreshold ?? defaults.failureThreshold,
  };
}

/** The path is absolute, and every number is one that Kubernetes accepts. */
export function healthFindings(field: string, health: HealthChecks): Finding[] {
  const timings = probeTimings(health);
  const wrong = [
    ...timingFindings(`${field}.startup`, timings.startup),
    ...timingFindings(`${field}.liveness`, timings.liveness),
    ...timingFindings(`${field}.readiness`, timings.readiness),
  ];
  // Numbers that are none cannot be compared.
  return [
    ...pathFindings(`${field}.check`, health.check.path),
    ...(wrong.length > 0 ? wrong : orderFindings(field, timings)),
  ];
}

/** How long a probe goes on failing until it acts. */
function patience({ periodSeconds, failureThreshold }: CompleteProbeTiming): number {
  return periodSeconds * failureThreshold;
}

/**
 * The timings are reasonable beside each other:
 *
 * - timeout <= period, in each probe: no question is asked while another waits for its answer
 * - readiness patience <= liveness patience: a pod leaves the Service before its container is restarted
 * - initialDelay of liveness and readiness <= start-up budget: a longer wait only hides a container that is up
 */
function orderFindings(field: string, timings: ProbeTimings): Finding[] {
  const { startup, liveness, readiness } = timings;
  const budget = startup.initialDelaySeconds + patience(startup);
  return [
    ...Object.entries(timings).flatMap(([probe, { timeoutSeconds, periodSeconds }]: [string, CompleteProbeTiming]) =>
      atMost(`${field}.${probe}.timeoutSeconds`, timeoutSeconds, periodSeconds, {
        code: 'probe-timeout-exceeds-period',
        bound: 'the period of the probe',
        remedy: 'Shorten the timeout or ask less often.',
      }),
    ),
    ...atMost(`${field}.readiness`, patience(readiness), patience(liveness), {
      code: 'readiness-slower-than-liveness',
      bound: 'period x failureThreshold of liveness, so that a pod leaves the Service before it is restarted',
      remedy: 'Let readiness fail sooner or liveness later.',
    }),
    ...Object.entries({ liveness, readiness }).flatMap(([probe, { initialDelaySeconds }]) =>
      atMost(`${field}.${probe}.initialDelaySeconds`, initialDelaySeconds, budget, {
        code: 'probe-delay-exceeds-startup',
        bound: 'initialDelay + period x failureThreshold of startup',
        remedy: 'Shorten the delay: the probe waits for the startup probe anyway.',
      }),
    ),
  ];
}

interface Bound {
  readonly code: string;
  readonly bound: string;
  readonly remedy: string;
}

function atMost(field: string, given: number, most: number, { code, bound, remedy }: Bound): Finding[] {
  return given > most ? [{ code, field, given: `${given} s`, allowed: `at most ${most} s: ${bound}`, remedy }] : [];
}

function pathFindings(field: string, path: string): Finding[] {
  if (/^\/[^\s]*$/.test(path)) {
    return [];
  }
  const remedy = 'Give the path that the application answers on, for example /healthz.';
  return [{ code: 'health-path-invalid', field, given: show(path), allowed: 'a path that begins with "/"', remedy }];
}

function timingFindings(field: string, timing: CompleteProbeTiming): Finding[] {
  const why = { code: 'probe-timing-out-of-range', remedy: 'Give whole seconds; durations are never text.' };
  return [
    ...wholeNumber(`${field}.initialDelaySeconds`, timing.initialDelaySeconds, { min: 0 }, why),
    ...wholeNumber(`${field}.periodSeconds`, timing.periodSeconds, { min: 1 }, why),
    ...wholeNumber(`${field}.timeoutSeconds`, timing.timeoutSeconds, { min: 1 }, why),
    ...wholeNumber(
      `${field}.failureThreshold`,
      timing.failureThreshold,
      { min: 1 },
      {
        ...why,
        remedy: 'Give a count of at least one failed answer.',
      },
    ),
  ];
}
