import { showWithoutValue } from '../../model/core/rules';
import { CheckScope } from '../check-scope';
import { CheckedContainer } from '../checked-pod';
import { at } from '../data';
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
/** What calls the container, and the field of its port. A gRPC probe takes numbers only. */
const CALLS: readonly (readonly string[])[] = [
  ['httpGet', 'port'],
  ['tcpSocket', 'port'],
  ['grpc', 'port'],
];

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
  return scope.pods.flatMap(({ object, containers }) =>
    containers.flatMap((container) =>
      calledPorts(container)
        .filter(({ port }) => isMeant(port) && !hasPort(container, port))
        .map(({ port, field }) => {
          const allowed = `a port of the container: ${listed(describePorts(containerPorts(container)))}`;
          return { object, field, given: showWithoutValue(port), allowed };
        }),
    ),
  );
}

function calledPorts({ spec, field }: CheckedContainer): { readonly port: unknown; readonly field: string }[] {
  return HANDLERS.flatMap((handler) =>
    at(spec, ...handler) === undefined
      ? []
      : CALLS.flatMap((call) => {
          const port = at(spec, ...handler, ...call);
          return port === undefined ? [] : [{ port, field: [field, ...handler, ...call].join('.') }];
        }),
  );
}

function hasPort(container: CheckedContainer, port: unknown): boolean {
  return containerPorts(container).some((each) => each.name === port || each.port === port);
}
