import { showWithoutValue } from '../../model/core/rules';
import { CheckedContainer } from '../checked-pod';
import { at, listAt } from '../data';
import { Unusual } from '../glance/sign';
import { Rule } from '../rule';
import { containerRule, Problem, RuleText } from '../rule-kinds';
import { ADVICE } from '../severity';
import { listed } from './listed';
import { containerPorts, describePorts } from './pod-ports';

const HANDLERS: readonly (readonly string[])[] = [
  ['startupProbe'],
  ['livenessProbe'],
  ['readinessProbe'],
  ['lifecycle', 'postStart'],
  ['lifecycle', 'preStop'],
];
/** How it is called. A gRPC probe takes numbers only. */
const CALLS = ['httpGet', 'tcpSocket', 'grpc'];

/** Rules about the ports at which the kubelet calls containers. */
export const PROBE_RULES: readonly Rule[] = [
  probePortRule(
    {
      id: 'unknown-probe-port',
      summary: 'Every port that a probe or lifecycle hook names is a port of its container.',
      remedy: 'Name a port of the container, or give the number.',
      aliases: { kubeLinter: ['liveness-port', 'readiness-port', 'startup-port'] },
    },
    'string',
  ),
  probePortRule(
    {
      id: 'undeclared-probe-port',
      severity: ADVICE,
      summary:
        'Every port that a probe or lifecycle hook calls by its number is among those that the container says it has.',
      remedy: 'Correct the number, or list the port with those of the container.',
      aliases: { kubeLinter: ['liveness-port', 'readiness-port', 'startup-port'] },
    },
    'number',
  ),
];

/** A rule about ports that are given as names, or as numbers. */
function probePortRule(text: Omit<RuleText, 'needs'>, type: 'number' | 'string'): Rule {
  return containerRule({ ...text, needs: [Unusual.PROBE] }, (container) => {
    const wrong: Problem[] = [];
    for (const { port, field } of undeclaredCalls(container)) {
      if (typeof port === type) {
        const allowed = `a port of the container: ${listed(describePorts(containerPorts(container)))}`;
        wrong.push({ field, given: showWithoutValue(port), allowed });
      }
    }
    return wrong;
  });
}

/** Ports at which the kubelet calls the container, and which the container does not say it has. */
function undeclaredCalls(container: CheckedContainer): { readonly port: unknown; readonly field: string }[] {
  const calls: { readonly port: unknown; readonly field: string }[] = [];
  for (const handler of HANDLERS) {
    const called = at(container.spec, ...handler);
    for (const kind of called === undefined ? [] : CALLS) {
      const port = at(called, kind, 'port');
      if (port !== undefined && !hasPort(container, port)) {
        calls.push({ port, field: [container.field, ...handler, kind, 'port'].join('.') });
      }
    }
  }
  return calls;
}

function hasPort({ spec }: CheckedContainer, port: unknown): boolean {
  return listAt(spec, 'ports').some((each) => at(each, 'name') === port || at(each, 'containerPort') === port);
}
