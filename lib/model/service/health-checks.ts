import { Finding } from '../core/issue';
import { wholeNumber } from '../core/rules';
import { HealthCheck } from './health-check';

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

/** One probe: its question, and when it is asked. */
export interface ProbeOptions extends ProbeTiming {
  /**
   * The question of this probe.
   * @default - that of all probes
   */
  readonly check?: HealthCheck;
  /**
   * How many answers in a row must be good again. Kubernetes allows more than 1 for readiness only.
   * @default 1
   */
  readonly successThreshold?: number;
  /**
   * Whether there is such a probe; `false` leaves out one that asks the question of all.
   * @default true
   */
  readonly enabled?: boolean;
  /**
   * Whether an answer may take longer than the period. The next question then waits for it, so the period is as long as
   * the timeout.
   * @default false
   */
  readonly allowSlowAnswers?: boolean;
}

/**
 * How the health of a container is watched. With a `check` for all, there are three probes that ask the same question at
 * different times; without it there are only those that have a question of their own.
 */
export interface HealthChecks {
  /**
   * The question of every probe that has none of its own.
   * @default - only probes with a question of their own are rendered
   */
  readonly check?: HealthCheck;
  /**
   * Until it succeeds the other probes wait; when it fails the container is restarted.
   * @default - every 5 s, 12 times, so a container has 60 s to start
   */
  readonly startup?: ProbeOptions;
  /**
   * When it fails the container is restarted.
   * @default - every 15 s, 3 times, so a hang is noticed within 48 s
   */
  readonly liveness?: ProbeOptions;
  /**
   * When it fails the pod gets no traffic.
   * @default - every 10 s, 3 times
   */
  readonly readiness?: ProbeOptions;
}

/** Timings of a probe for the gaps that its author leaves. */
export interface CompleteTiming {
  readonly initialDelaySeconds: number;
  readonly periodSeconds: number;
  readonly timeoutSeconds: number;
  readonly failureThreshold: number;
}

/** A probe without gaps. */
export interface CompleteProbe extends CompleteTiming {
  readonly check: HealthCheck;
  /** @default 1 */
  readonly successThreshold?: number;
}

/** The probes that are rendered. */
export interface Probes {
  /** @default - none: the other probes begin at once */
  readonly startup?: CompleteProbe;
  /** @default - none: a hang is not noticed */
  readonly liveness?: CompleteProbe;
  /** @default - none: the container is ready as soon as it runs */
  readonly readiness?: CompleteProbe;
}

/** Timings for the gaps of each probe. */
export interface ProbeTimings {
  readonly startup: CompleteTiming;
  readonly liveness: CompleteTiming;
  readonly readiness: CompleteTiming;
}

/** Timings of this library. */
export const DEFAULT_TIMINGS: ProbeTimings = {
  startup: { initialDelaySeconds: 0, periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 12 },
  liveness: { initialDelaySeconds: 0, periodSeconds: 15, timeoutSeconds: 3, failureThreshold: 3 },
  readiness: { initialDelaySeconds: 0, periodSeconds: 10, timeoutSeconds: 3, failureThreshold: 3 },
};
const UNTIMED = { initialDelaySeconds: 0, periodSeconds: 10, timeoutSeconds: 1, failureThreshold: 3 };
/** Timings that Kubernetes fills in. */
export const KUBERNETES_TIMINGS: ProbeTimings = { startup: UNTIMED, liveness: UNTIMED, readiness: UNTIMED };
const NAMES = ['startup', 'liveness', 'readiness'] as const;

/** The probes that have a question, with the documented defaults, or other timings, in the gaps. */
export function probesOf(health: HealthChecks, timings: ProbeTimings = DEFAULT_TIMINGS): Probes {
  return Object.fromEntries(NAMES.map((name) => [name, completed(health, name, timings[name])]));
}

function completed(
  health: HealthChecks,
  name: (typeof NAMES)[number],
  defaults: CompleteTiming,
): CompleteProbe | undefined {
  const given = health[name] ?? {};
  const check = given.check ?? health.check;
  if (check === undefined || given.enabled === false) {
    return undefined;
  }
  return {
    check,
    initialDelaySeconds: given.initialDelaySeconds ?? defaults.initialDelaySeconds,
    periodSeconds: given.periodSeconds ?? defaults.periodSeconds,
    timeoutSeconds: given.timeoutSeconds ?? defaults.timeoutSeconds,
    failureThreshold: given.failureThreshold ?? defaults.failureThreshold,
    successThreshold: given.successThreshold,
  };
}

/** A probe as its author gave it, with its question. */
export interface AskedProbe extends ProbeOptions {
  readonly check: HealthCheck;
}

/** The probes that have a question, with gaps where their author said nothing. */
export function askedProbes(health: HealthChecks): { [name in (typeof NAMES)[number]]?: AskedProbe } {
  const asked = NAMES.map((name) => [name, { ...health[name], check: health[name]?.check ?? health.check }] as const);
  return Object.fromEntries(asked.filter(([, { check, enabled = true }]) => check !== undefined && enabled));
}

/** Whether any probe has a question to ask. */
export function hasQuestion(health: HealthChecks): boolean {
  return [health, ...NAMES.map((name) => health[name])].some((each) => each?.check !== undefined);
}

/** Every question can be asked, every timing has one, and every number is one that Kubernetes accepts. */
export function healthFindings(
  field: string,
  health: HealthChecks,
  timings: ProbeTimings = DEFAULT_TIMINGS,
): Finding[] {
  const probes = probesOf(health, timings);
  const wrong = NAMES.flatMap((name) => timingFindings(`${field}.${name}`, name, probes[name]));
  return [
    ...(health.check === undefined ? [] : health.check.findings(`${field}.check`)),
    ...NAMES.flatMap((name) => {
      const check = health[name]?.check;
      return check === undefined ? [] : check.findings(`${field}.${name}.check`);
    }),
    ...NAMES.filter((name) => (health[name]?.enabled ?? health[name] !== undefined) && probes[name] === undefined).map(
      (name) => unasked(`${field}.${name}.check`),
    ),
    // Numbers that are none cannot be compared.
    ...(wrong.length > 0 ? wrong : orderFindings(field, health, probes)),
  ];
}

function unasked(field: string): Finding {
  const [allowed, remedy] = [
    'a question, its own or that of all probes',
    'Give health.check, or a check to the probe.',
  ];
  return { code: 'setting-incomplete', field, given: 'undefined', allowed, remedy };
}

/** Seconds that a probe goes on failing until it acts. A question waits for the answer of the one before. */
export function patience({ periodSeconds, timeoutSeconds, failureThreshold }: CompleteProbe): number {
  return Math.max(periodSeconds, timeoutSeconds) * failureThreshold;
}

/**
 * The timings are reasonable beside each other:
 *
 * - timeout <= period, in each probe, unless it allows slow answers: no question waits for the answer of the one before
 * - readiness patience <= liveness patience: a pod leaves the Service before its container is restarted
 * - initialDelay of liveness and readiness <= start-up budget: a longer wait only hides a container that is up
 */
function orderFindings(field: string, health: HealthChecks, probes: Probes): Finding[] {
  const { startup, liveness, readiness } = probes;
  return [
    ...NAMES.filter((name) => health[name]?.allowSlowAnswers !== true).flatMap((name) =>
      timeoutFindings(`${field}.${name}`, probes[name]),
    ),
    ...(readiness === undefined || liveness === undefined
      ? []
      : atMost(`${field}.readiness`, patience(readiness), patience(liveness), {
          code: 'readiness-slower-than-liveness',
          bound: 'period x failureThreshold of liveness, so that a pod leaves the Service before it is restarted',
          remedy: 'Let readiness fail sooner or liveness later.',
        })),
    ...(startup === undefined
      ? []
      : [
          ...delayFindings(`${field}.liveness`, liveness, startup),
          ...delayFindings(`${field}.readiness`, readiness, startup),
        ]),
  ];
}

function timeoutFindings(field: string, probe: CompleteProbe | undefined): Finding[] {
  return probe === undefined
    ? []
    : atMost(`${field}.timeoutSeconds`, probe.timeoutSeconds, probe.periodSeconds, {
        code: 'probe-timeout-exceeds-period',
        bound: 'the period of the probe',
        remedy: 'Shorten the timeout, ask less often, or say allowSlowAnswers: true.',
      });
}

function delayFindings(field: string, probe: CompleteProbe | undefined, startup: CompleteProbe): Finding[] {
  const budget = startup.initialDelaySeconds + patience(startup);
  return atMost(`${field}.initialDelaySeconds`, probe?.initialDelaySeconds ?? 0, budget, {
    code: 'probe-delay-exceeds-startup',
    bound: 'initialDelay + period x failureThreshold of startup',
    remedy: 'Shorten the delay: the probe waits for the startup probe anyway.',
  });
}

interface Bound {
  readonly code: string;
  readonly bound: string;
  readonly remedy: string;
}

function atMost(field: string, given: number, most: number, { code, bound, remedy }: Bound): Finding[] {
  return given > most ? [{ code, field, given: `${given} s`, allowed: `at most ${most} s: ${bound}`, remedy }] : [];
}

function timingFindings(field: string, name: string, probe: CompleteProbe | undefined): Finding[] {
  if (probe === undefined) {
    return [];
  }
  const code = 'probe-timing-out-of-range';
  const why = { code, remedy: 'Give whole seconds; durations are never text.' };
  const count = { code, remedy: 'Give a count of at least one failed answer.' };
  const success = { code, remedy: 'Leave it out: only readiness can ask for several good answers.' };
  const { successThreshold = 1 } = probe;
  const successes = { min: 1, max: name === 'readiness' ? undefined : 1 };
  return [
    ...wholeNumber(`${field}.initialDelaySeconds`, probe.initialDelaySeconds, { min: 0 }, why),
    ...wholeNumber(`${field}.periodSeconds`, probe.periodSeconds, { min: 1 }, why),
    ...wholeNumber(`${field}.timeoutSeconds`, probe.timeoutSeconds, { min: 1 }, why),
    ...wholeNumber(`${field}.failureThreshold`, probe.failureThreshold, { min: 1 }, count),
    ...wholeNumber(`${field}.successThreshold`, successThreshold, successes, success),
  ];
}
