import { at, isSetAt, numberAt, setKeys } from '../data';
import { Unusual } from '../glance/sign';
import { Rule } from '../rule';
import { all, containerRule, inList, NO_PROBLEM, Problem } from '../rule-kinds';
import { handlersOf, probesOf } from './handlers';

const PROBE_HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'grpc'];
const HOOK_HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'sleep'];
/** The least that each number may be. */
const LEAST: readonly (readonly [field: string, least: number])[] = [
  ['initialDelaySeconds', 0],
  ['timeoutSeconds', 1],
  ['periodSeconds', 1],
  ['successThreshold', 1],
  ['failureThreshold', 1],
  ['terminationGracePeriodSeconds', 1],
];

const handlerCount = containerRule(
  {
    id: 'handler-count',
    needs: [Unusual.PROBE],
    summary: 'Every probe and every hook does exactly one thing.',
    remedy: 'Give one of exec, httpGet, tcpSocket and grpc, in a hook sleep instead of grpc.',
  },
  ({ spec, field }) =>
    handlersOf(spec, field).flatMap(({ kind, field: place, handler }) => {
      const kinds = kind.endsWith('Probe') ? PROBE_HANDLERS : HOOK_HANDLERS;
      const given = setKeys(handler, kinds);
      return given.length === 1
        ? []
        : [{ field: place, given: given.join(', ') || 'nothing', allowed: `exactly one of ${kinds.join(', ')}` }];
    }),
);

const probeNumber = containerRule(
  {
    id: 'probe-number',
    needs: [Unusual.PROBE],
    summary: 'Numbers of probes are such as Kubernetes accepts; only readiness may want several successes.',
    remedy: 'Correct the number, or leave it out.',
  },
  ({ spec, field }) =>
    probesOf(spec, field).flatMap(({ kind, field: place, handler }) => numberProblems(kind, place, handler)),
);

function numberProblems(kind: string, place: string, probe: unknown): readonly Problem[] {
  const small = inList(LEAST, (each) => {
    const [name, least] = each as (typeof LEAST)[number];
    // Kubernetes takes 0 for the default, except where 0 is a value.
    const given = numberAt(probe, name) ?? least;
    const isSmall = given < least && !(given === 0 && name !== 'terminationGracePeriodSeconds');
    return isSmall ? [{ field: `${place}.${name}`, given: String(given), allowed: `at least ${least}` }] : NO_PROBLEM;
  });
  const successes = numberAt(probe, 'successThreshold') ?? 1;
  const isReadiness = kind === 'readinessProbe';
  return all(
    small,
    !isReadiness && successes > 1
      ? [{ field: `${place}.successThreshold`, given: String(successes), allowed: `1 for a ${kind}` }]
      : NO_PROBLEM,
    isReadiness && isSetAt(probe, 'terminationGracePeriodSeconds')
      ? [
          {
            field: `${place}.terminationGracePeriodSeconds`,
            given: String(at(probe, 'terminationGracePeriodSeconds')),
            allowed: 'nothing: readiness ends no container',
          },
        ]
      : NO_PROBLEM,
  );
}

export const PROBE_RULES: readonly Rule[] = [handlerCount, probeNumber];
