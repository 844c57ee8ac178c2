import { Finding } from '../model/core/issue';
import { CheckScope } from './check-scope';
import { CheckedObject, groupOf } from './checked-object';
import { CheckedContainer, CheckedPod } from './checked-pod';
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
}

/** A kind of object, whatever its version. */
export interface ApiKind {
  /** Empty for the core. */
  readonly group: string;
  readonly kind: string;
}

/** What a rule returns where nothing is wrong, which is nearly always. */
export const NO_PROBLEM: readonly Problem[] = Object.freeze([]);

/** Whether the object is of the kind: another group may have one of that name too. */
export function isOf(object: CheckedObject, { group, kind }: ApiKind): boolean {
  return object.kind === kind && groupOf(object.apiVersion) === group;
}

/** A rule that looks at every object. */
export function everyObjectRule(text: RuleText, find: (object: CheckedObject) => readonly Problem[]): Rule {
  return {
    severity: ALWAYS,
    ...text,
    check: ({ objects }) => objects.flatMap((object) => placed(object, find(object))),
  };
}

/** A rule that looks at every object of some kinds. */
export function objectRule(
  text: RuleText,
  kinds: readonly ApiKind[],
  find: (object: CheckedObject, scope: CheckScope) => readonly Problem[],
): Rule {
  const check = (scope: CheckScope) =>
    kinds.flatMap((each) =>
      scope.ofKind(each.kind).flatMap((object) => (isOf(object, each) ? placed(object, find(object, scope)) : [])),
    );
  return { severity: ALWAYS, ...text, check };
}

/** A rule that looks at every pod, and at every template of pods. */
export function podRule(text: RuleText, find: (pod: CheckedPod, scope: CheckScope) => readonly Problem[]): Rule {
  const check = (scope: CheckScope) => scope.pods.flatMap((pod) => placed(pod.object, find(pod, scope)));
  return { severity: ALWAYS, ...text, check };
}

/** A rule that looks at every container. */
export function containerRule(
  text: RuleText,
  find: (container: CheckedContainer, pod: CheckedPod, scope: CheckScope) => readonly Problem[],
): Rule {
  return podRule(text, (pod, scope) => pod.containers.flatMap((container) => find(container, pod, scope)));
}

/** What rules of the model find, as what rules of objects find. */
export function problemsOf(findings: readonly Finding[]): readonly Problem[] {
  return findings.length === 0
    ? NO_PROBLEM
    : findings.map(({ field, given, allowed, remedy }) => ({ field, given, allowed, remedy }));
}

function placed(object: CheckedObject, problems: readonly Problem[]): RuleFinding[] {
  // Most objects have none; no list is made for them.
  return problems.length === 0 ? (NO_PROBLEM as never[]) : problems.map((problem) => ({ object, ...problem }));
}
