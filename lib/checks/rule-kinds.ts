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
  /**
   * Whether the rule counts only where somebody asks for it by its id.
   * @default false
   */
  readonly optIn?: boolean;
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
export function isOf({ apiVersion, kind }: CheckedObject, wanted: ApiKind): boolean {
  return kind === wanted.kind && (apiVersion === 'v1' ? '' : groupOf(apiVersion)) === wanted.group;
}

/*
 * All rules together look at all objects, and nearly all find nothing. So these loops make nothing as long as nothing is
 * found: lists and functions for every object would take longer than what the rules do.
 */

/** A rule that looks at every object. */
export function everyObjectRule(text: RuleText, find: (object: CheckedObject) => readonly Problem[]): Rule {
  const check = (scope: CheckScope) => {
    const found: RuleFinding[] = [];
    for (const object of scope.objects) {
      add(found, object, find(object));
    }
    return found;
  };
  return { severity: ALWAYS, ...text, check };
}

/** A rule that looks at every object of some kinds. */
export function objectRule(
  text: RuleText,
  kinds: readonly ApiKind[],
  find: (object: CheckedObject, scope: CheckScope) => readonly Problem[],
): Rule {
  const check = (scope: CheckScope) => {
    const found: RuleFinding[] = [];
    for (const kind of kinds) {
      for (const object of scope.ofKind(kind.kind)) {
        add(found, object, isOf(object, kind) ? find(object, scope) : NO_PROBLEM);
      }
    }
    return found;
  };
  return { severity: ALWAYS, ...text, check };
}

/** A rule that looks at every pod, and at every template of pods. */
export function podRule(text: RuleText, find: (pod: CheckedPod, scope: CheckScope) => readonly Problem[]): Rule {
  const check = (scope: CheckScope) => {
    const found: RuleFinding[] = [];
    for (const pod of scope.pods) {
      add(found, pod.object, find(pod, scope));
    }
    return found;
  };
  return { severity: ALWAYS, ...text, check };
}

/** A rule that looks at every container. */
export function containerRule(
  text: RuleText,
  find: (container: CheckedContainer, pod: CheckedPod, scope: CheckScope) => readonly Problem[],
): Rule {
  const check = (scope: CheckScope) => {
    const found: RuleFinding[] = [];
    for (const pod of scope.pods) {
      for (const container of pod.containers) {
        add(found, pod.object, find(container, pod, scope));
      }
    }
    return found;
  };
  return { severity: ALWAYS, ...text, check };
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

function add(found: RuleFinding[], object: CheckedObject, problems: readonly Problem[]): void {
  for (const problem of problems) {
    found.push({ object, ...problem });
  }
}
