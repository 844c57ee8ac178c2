import { showWithoutValue } from '../../model/core/rules';
import { CheckScope } from '../check-scope';
import { CheckedContainer } from '../checked-pod';
import { at, listAt } from '../data';
import { Rule, RuleFinding } from '../rule';
import { ADVICE, ALWAYS } from '../severity';
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
  {
    id: 'unknown-probe-port',
    severity: ALWAYS,
    summary: 'Every port that a probe or lifecycle hook names is a port of its container.',
    remedy: 'Name a port of the container, or give the number.',
    aliases: { kubeLinter: ['liveness-port', 'readiness-port', 'startup-port'] },
    check: (scope) => wrongPorts(scope, (port) => typeof port === 'string'),
  },
  {
    id: 'undeclared-probe-port',
    severity: ADVICE,
    summary:
      'Every port that a probe or lifecycle hook calls by its number is among those that the container says it has.',
    remedy: 'Correct the number, or list the port with those of the container.',
    aliases: { kubeLinter: ['liveness-port', 'readiness-port', 'startup-port'] },
    check: (scope) => wrongPorts(scope, (port) => typeof port === 'number'),
  },
];

function wrongPorts(scope: CheckScope, isMeant: (port: unknown) => boolean): RuleFinding[] {
  const wrong: RuleFinding[] = [];
  for (const { object, containers } of scope.pods) {
    for (const container of containers) {
      for (const { port, field } of undeclaredCalls(container)) {
        if (isMeant(port)) {
          const allowed = `a port of the container: ${listed(describePorts(containerPorts(container)))}`;
          wrong.push({ object, field, given: showWithoutValue(port), allowed });
        }
      }
    }
  }
  return wrong;
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
