import { showWithoutValue } from '../../model/core/rules';
import { CheckScope } from '../check-scope';
import { CheckedObject } from '../checked-object';
import { at, listAt, textAt } from '../data';
import { Unusual } from '../glance/sign';
import { Rule, RuleFinding } from '../rule';
import { familyRule, NO_PROBLEM, objectRule, RuleText } from '../rule-kinds';
import { listed } from './listed';
import { Present } from './object-index';
import { Reference } from './reference';
import { References } from './references';

/** The parts of what is there; `undefined` where they are not known. */
type PartsOf = (present: Present) => readonly (string | number)[] | undefined;

const INGRESSES = ['networking.k8s.io', 'extensions'].map((group) => ({ group, kind: 'Ingress' }));

/** The rule about each kind that has parts. */
const PARTS = new Map<
  string,
  { readonly id: string; readonly part: 'key' | 'listener' | 'port'; readonly partsOf: PartsOf }
>();

/** Rules that say that a part of what is named is there: a key, a port, a listener. */
export const PART_RULES: readonly Rule[] = [
  partRule(
    {
      id: 'nonexistent-config-map-key',
      summary: 'Every key of a ConfigMap that is named is in it.',
      remedy: 'Correct the key, or add it: config.add(key, value).',
    },
    'ConfigMap',
    'key',
    keysOf,
  ),
  partRule(
    {
      id: 'nonexistent-secret-key',
      summary: 'Every key of a Secret that is named is among those that it is declared to have.',
      remedy: 'Correct the key, or declare it where the Secret is: AppSecrets, or what makes the Secret.',
    },
    'Secret',
    'key',
    keysOf,
  ),
  partRule(
    {
      id: 'nonexistent-service-port',
      summary: 'Every port of a Service that a route leads to is one of its ports.',
      remedy: 'Lead to a port of the Service, by its number or its name; or add the port to the Service.',
      aliases: { kubeLinter: ['dangling-ingress'], kubeScore: ['ingress-targets-service'] },
    },
    'Service',
    'port',
    portsOf,
  ),
  partRule(
    {
      id: 'nonexistent-gateway-listener',
      summary: 'Every listener of a Gateway that a route attaches to is one of its listeners.',
      remedy: 'Correct the name, or add the listener to the Gateway.',
    },
    'Gateway',
    'listener',
    listenersOf,
  ),
  objectRule(
    {
      id: 'ingress-without-backend',
      summary: 'Every Ingress leads somewhere: it has rules or a default backend.',
      remedy: 'Give it routes, or take it away.',
      aliases: { kubeLinter: ['dangling-ingress'] },
    },
    INGRESSES,
    ({ manifest }) =>
      listAt(manifest, 'spec', 'rules').length === 0 && at(manifest, 'spec', 'defaultBackend') === undefined
        ? [{ field: 'spec.rules', given: 'none', allowed: 'rules, or a default backend' }]
        : NO_PROBLEM,
  ),
];

/** A rule about the parts of a kind that are referred to. */
function partRule(text: RuleText, kind: string, part: 'key' | 'listener' | 'port', partsOf: PartsOf): Rule {
  PARTS.set(kind, { id: text.id, part, partsOf });
  return familyRule({ ...text, needs: [Unusual.REFERENCE] }, missingParts);
}

/** Parts that are named and not there, by rule. */
function missingParts(scope: CheckScope): ReadonlyMap<string, readonly RuleFinding[]> {
  const { toParts, index } = References.of(scope);
  const byRule = new Map<string, RuleFinding[]>();
  for (const reference of toParts) {
    const { kind, namespace, name, group, part = {}, isOptional } = reference;
    const judged = isOptional === true ? undefined : PARTS.get(kind);
    const wanted = judged === undefined ? undefined : part[judged.part];
    if (judged !== undefined && wanted !== undefined) {
      const known = index.find(kind, namespace, name, group).map(judged.partsOf);
      if (known.length > 0 && known.every((parts) => parts?.includes(wanted) === false)) {
        byRule.set(judged.id, [...(byRule.get(judged.id) ?? []), missingPart(reference, wanted, known)]);
      }
    }
  }
  return byRule;
}

function missingPart(
  { object, kind, name, part, field }: Reference,
  wanted: string | number,
  known: readonly ReturnType<PartsOf>[],
): RuleFinding {
  const parts = known.flatMap((each) => each ?? []).map(String);
  const given = typeof wanted === 'number' ? String(wanted) : showWithoutValue(wanted);
  return { object, field: part?.field ?? field, given, allowed: `${kind} ${name} has: ${listed(parts)}` };
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
