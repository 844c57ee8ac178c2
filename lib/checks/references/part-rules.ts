import { showWithoutValue } from '../../model/core/rules';
import { CheckScope } from '../check-scope';
import { CheckedObject } from '../checked-object';
import { at, listAt, textAt } from '../data';
import { Rule, RuleFinding } from '../rule';
import { ALWAYS } from '../severity';
import { listed } from './listed';
import { Present } from './object-index';
import { Reference } from './reference';
import { References } from './references';

/** Rules that say that a part of what is named is there: a key, a port, a listener. */
export const PART_RULES: readonly Rule[] = [
  {
    id: 'nonexistent-config-map-key',
    severity: ALWAYS,
    summary: 'Every key of a ConfigMap that is named is in it.',
    remedy: 'Correct the key, or add it: config.add(key, value).',
    check: (scope) => missingParts(scope, 'ConfigMap', ({ part }) => part?.key, keysOf),
  },
  {
    id: 'nonexistent-secret-key',
    severity: ALWAYS,
    summary: 'Every key of a Secret that is named is among those that it is declared to have.',
    remedy: 'Correct the key, or declare it where the Secret is: AppSecrets, or what makes the Secret.',
    check: (scope) => missingParts(scope, 'Secret', ({ part }) => part?.key, keysOf),
  },
  {
    id: 'nonexistent-service-port',
    severity: ALWAYS,
    summary: 'Every port of a Service that a route leads to is one of its ports.',
    remedy: 'Lead to a port of the Service, by its number or its name; or add the port to the Service.',
    aliases: { kubeLinter: ['dangling-ingress'], kubeScore: ['ingress-targets-service'] },
    check: (scope) => missingParts(scope, 'Service', ({ part }) => part?.port, portsOf),
  },
  {
    id: 'nonexistent-gateway-listener',
    severity: ALWAYS,
    summary: 'Every listener of a Gateway that a route attaches to is one of its listeners.',
    remedy: 'Correct the name, or add the listener to the Gateway.',
    check: (scope) => missingParts(scope, 'Gateway', ({ part }) => part?.listener, listenersOf),
  },
  {
    id: 'ingress-without-backend',
    severity: ALWAYS,
    summary: 'Every Ingress leads somewhere: it has rules or a default backend.',
    remedy: 'Give it routes, or take it away.',
    aliases: { kubeLinter: ['dangling-ingress'] },
    check: (scope) =>
      scope
        .ofKind('Ingress')
        .filter(({ manifest }) => isIdle(manifest))
        .map((object) => ({ object, field: 'spec.rules', given: 'none', allowed: 'rules, or a default backend' })),
  },
];

function isIdle(manifest: object): boolean {
  return listAt(manifest, 'spec', 'rules').length === 0 && at(manifest, 'spec', 'defaultBackend') === undefined;
}

/** The parts of what is there; `undefined` where they are not known. */
type PartsOf = (present: Present) => readonly (string | number)[] | undefined;

function missingParts(
  scope: CheckScope,
  kind: string,
  wantedOf: (reference: Reference) => string | number | undefined,
  partsOf: PartsOf,
): RuleFinding[] {
  const references = References.of(scope);
  return references.toParts.flatMap((reference) => {
    const wanted = wantedOf(reference);
    if (reference.kind !== kind || wanted === undefined || reference.isOptional === true) {
      return [];
    }
    const { object, namespace, name, group, part, field } = reference;
    const known = references.index.find(kind, namespace, name, group).map(partsOf);
    if (known.length === 0 || known.some((parts) => parts === undefined || parts.includes(wanted))) {
      return [];
    }
    const parts = known.flatMap((each) => each ?? []).map(String);
    const given = typeof wanted === 'number' ? String(wanted) : showWithoutValue(wanted);
    return [{ object, field: part?.field ?? field, given, allowed: `${kind} ${name} has: ${listed(parts)}` }];
  });
}

function keysOf({ keys }: Present): readonly string[] | undefined {
  return keys;
}

/** An alias of another host has the ports of that host. */
function portsOf({ object }: Present): readonly (string | number)[] | undefined {
  return object === undefined || textAt(object.manifest, 'spec', 'type') === 'ExternalName'
    ? undefined
    : listAt(object.manifest, 'spec', 'ports').flatMap((port) => namesAndNumbers(port));
}

function namesAndNumbers(port: unknown): (string | number)[] {
  const [name, number] = [textAt(port, 'name'), at(port, 'port')];
  return [...(typeof number === 'number' ? [number] : []), ...(name === undefined ? [] : [name])];
}

function listenersOf({ object }: Present): readonly string[] | undefined {
  return object === undefined ? undefined : listenerNames(object);
}

function listenerNames({ manifest }: CheckedObject): string[] {
  return listAt(manifest, 'spec', 'listeners').flatMap((listener) => textAt(listener, 'name') ?? []);
}
