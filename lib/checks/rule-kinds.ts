import { Finding } from '../model/core/issue';
import { CheckScope } from './check-scope';
import { CheckedObject, groupOf } from './checked-object';
import { CheckedContainer, CheckedPod } from './checked-pod';
import { signOf, Unusual } from './glance/sign';
import { Rule, RuleAliases, RuleFinding } from './rule';
import { ALWAYS, RuleSeverity } from './severity';

/** What is wrong at one place of an object. */
export interface Problem {
  /** The field, for example `spec.template.spec.containers[0].image`. */
  readonly field: string;
  /** What it holds, printed. Never a value that could be confidential. */
  readonly given: string;
  /** What it may hold, in words. */
  readonly allowed: string;
  /**
   * What to do about it.
   * @default - the remedy of the rule
   */
  readonly remedy?: string;
}

/** A rule without what it looks at. */
export interface RuleText {
  /** Stable identifier, kebab-case. */
  readonly id: string;
  /** What is demanded, in one sentence. */
  readonly summary: string;
  /** What to do where it is not fulfilled, in one sentence. */
  readonly remedy: string;
  /** @default ALWAYS */
  readonly severity?: RuleSeverity;
  /** @default - other programs have no such rule */
  readonly aliases?: RuleAliases;
  /**
   * Whether the rule counts only where somebody asks for it by its id.
   * @default false
   */
  readonly optIn?: boolean;
  /**
   * Signs of which every object shows at least one that the rule finds something wrong with: a key that occurs at whatever
   * depth, or a value that is not as usual (`Unusual`). Where an object shows none, the rule is not asked.
   * @default - it is asked about every object
   */
  readonly needs?: readonly string[];
}

/** A kind of object, whatever its version. */
export interface ApiKind {
  /** Empty for the core. */
  readonly group: string;
  readonly kind: string;
}

/** What is wrong with an object, by one rule. */
export type ObjectFinder = (object: CheckedObject, scope: CheckScope) => readonly Problem[];
/** What is wrong with a pod, by one rule. */
export type PodFinder = (pod: CheckedPod, scope: CheckScope) => readonly Problem[];
/** What is wrong with a container, by one rule. */
export type ContainerFinder = (container: CheckedContainer, pod: CheckedPod, scope: CheckScope) => readonly Problem[];
/** What is wrong with a scope, by one rule. */
export type ScopeFinder = (scope: CheckScope) => readonly RuleFinding[];
/** What is wrong with a scope, by the id of the rule. */
export type RuleFamily = (scope: CheckScope) => ReadonlyMap<string, readonly RuleFinding[]>;

/** What is wrong with an object, by the id of the rule. */
export type ObjectFamily = (object: CheckedObject, scope: CheckScope) => ReadonlyMap<string, readonly Problem[]>;

/** What a rule looks at, so that one pass over the objects can ask all rules. */
export interface RuleFocus {
  /** @default - objects of all kinds */
  readonly kinds?: readonly ApiKind[];
  /** @default - it looks at no object as a whole */
  readonly ofObject?: ObjectFinder;
  /** @default - it looks at no pod as a whole */
  readonly ofPod?: PodFinder;
  /** @default - it looks at no container */
  readonly ofContainer?: ContainerFinder;
  /** @default - it shares its work with no other rule */
  readonly family?: RuleFamily;
  /** @default - it looks at no scope as a whole */
  readonly ofScope?: ScopeFinder;
  /** @default - it shares what it finds in an object with no other rule */
  readonly objectFamily?: ObjectFamily;
  /**
   * Numbers of the signs that the rule needs.
   * @default - it is asked about every object
   */
  readonly signs?: readonly number[];
}

/** What a rule returns where nothing is wrong, which is nearly always. */
export const NO_PROBLEM: readonly Problem[] = Object.freeze([]);

/** Whether the object is of the kind: another group may have one of that name too. */
export function isOf({ apiVersion, kind }: CheckedObject, wanted: ApiKind): boolean {
  return kind === wanted.kind && (apiVersion === 'v1' ? '' : groupOf(apiVersion)) === wanted.group;
}

/** A rule that looks at every object. */
export function everyObjectRule(text: RuleText, find: ObjectFinder): Rule {
  return focusedRule(text, { ofObject: find });
}

/** A rule that looks at every object of some kinds. */
export function objectRule(text: RuleText, kinds: readonly ApiKind[], find: ObjectFinder): Rule {
  return focusedRule(text, { kinds, ofObject: find });
}

/** A rule that looks at every pod, and at every template of pods. */
export function podRule(text: RuleText, find: PodFinder): Rule {
  return focusedRule(text, { ofPod: find });
}

/** A rule that looks at every container. */
export function containerRule(text: RuleText, find: ContainerFinder): Rule {
  return focusedRule(text, { ofContainer: find });
}

/** A rule that tells a part of what one function finds for several rules. */
export function familyRule(text: RuleText, family: RuleFamily): Rule {
  return focusedRule(text, { family });
}

/** A rule that tells a part of what one function finds in an object for several rules. */
export function objectFamilyRule(text: RuleText, objectFamily: ObjectFamily): Rule {
  return focusedRule(text, { objectFamily });
}

/** The rule, which is asked only about scopes that show one of the signs. */
export function onlyWith(signs: readonly Unusual[], rule: Rule): Rule {
  FOCUSES.set(rule, { ofScope: (scope) => rule.check(scope), signs: signs.map(signOf) });
  return rule;
}

/** A rule that says what it looks at. */
export function focusedRule({ needs, ...text }: RuleText, focus: RuleFocus): Rule {
  const rule: Rule = { severity: ALWAYS, ...text, check: (scope) => findingsOf(rule, focus, scope) };
  FOCUSES.set(rule, { ...focus, signs: needs?.map(signOf) });
  return rule;
}

/** What a rule looks at; `undefined` of one that looks at the scope as a whole, or was made by somebody else. */
export function focusOf(rule: Rule): RuleFocus | undefined {
  return FOCUSES.get(rule);
}

/** By the rule itself: of a copy somebody may have changed what it does. */
const FOCUSES = new WeakMap<Rule, RuleFocus>();

function findingsOf({ id }: Rule, focus: RuleFocus, scope: CheckScope): RuleFinding[] {
  const { kinds, ofObject, ofPod, ofContainer, ofScope, family, objectFamily } = focus;
  const found: RuleFinding[] = [...(family === undefined ? [] : (scope.shared(family).get(id) ?? []))];
  found.push(...(ofScope?.(scope) ?? []));
  for (const object of objectFamily === undefined ? [] : scope.objects) {
    add(found, object, objectFamily?.(object, scope).get(id));
  }
  const objects = kinds?.flatMap((kind) => scope.ofKind(kind.kind).filter((object) => isOf(object, kind)));
  for (const object of ofObject === undefined ? [] : (objects ?? scope.objects)) {
    add(found, object, ofObject?.(object, scope));
  }
  for (const pod of ofPod === undefined && ofContainer === undefined ? [] : scope.pods) {
    add(found, pod.object, ofPod?.(pod, scope));
    for (const container of ofContainer === undefined ? [] : pod.containers) {
      add(found, pod.object, ofContainer?.(container, pod, scope));
    }
  }
  return found;
}

/** What is wrong with the items of a list; nothing where there is no list. */
export function inList(list: unknown, find: (item: unknown, index: number) => readonly Problem[]): readonly Problem[] {
  if (!Array.isArray(list)) {
    return NO_PROBLEM;
  }
  let found = NO_PROBLEM;
  for (let index = 0; index < list.length; index += 1) {
    found = both(found, find(list[index], index));
  }
  return found;
}

/** The problems of all lists. */
export function all(...lists: readonly (readonly Problem[])[]): readonly Problem[] {
  let found = NO_PROBLEM;
  for (const list of lists) {
    found = both(found, list);
  }
  return found;
}

/** The problems of two lists. */
export function both(first: readonly Problem[], second: readonly Problem[]): readonly Problem[] {
  if (second.length === 0) {
    return first;
  }
  return first.length === 0 ? second : [...first, ...second];
}

/** What rules of the model find, as what rules of objects find. */
export function problemsOf(findings: readonly Finding[]): readonly Problem[] {
  return findings.length === 0
    ? NO_PROBLEM
    : findings.map(({ field, given, allowed, remedy }) => ({ field, given, allowed, remedy }));
}

function add(found: RuleFinding[], object: CheckedObject, problems: readonly Problem[] = NO_PROBLEM): void {
  for (const problem of problems) {
    found.push({ object, ...problem });
  }
}
