import { CheckScope } from './check-scope';
import { CheckedObject } from './checked-object';
import { Finder, FinderIndex, ofObjectsLike, ofScopes } from './finder';
import { Glance } from './glance/glance';
import { lookAtScope } from './glance/scope-glance';
import { Rule, RuleFinding } from './rule';
import { focusOf, isOf, NO_PROBLEM, Problem } from './rule-kinds';
import { targetKinds } from './schema/target-kinds';

/** Something that a rule finds. */
export interface Found {
  readonly rule: Rule;
  readonly finding: RuleFinding;
}

/** What rules say of a scope. */
export interface Verdict {
  readonly found: readonly Found[];
  /** Rules that threw, and what. */
  readonly failed: readonly { readonly rule: Rule; readonly error: unknown }[];
}

/**
 * Asks all rules in one pass. Rules are many and nearly all find nothing, so who asked each rule of each scope would do little
 * else. Here an object meets only the rules about its kind, and of these only those about something that it shows at a glance.
 */
export class RulePlan {
  readonly #rules: readonly Rule[];
  readonly #finders: Finder[] = [];
  readonly #ofScopes: FinderIndex;
  /** By kind and API version: the finders about such objects. */
  readonly #ofObjects = new Map<string, Map<string, FinderIndex>>();
  readonly #glance = new Glance();
  /** Those that are asked next: one list for all, since one for each object would take longer than what they do. */
  readonly #asked: Finder[] = [];

  constructor(rules: readonly Rule[]) {
    this.#rules = rules;
    const byFamily = new Map<unknown, Finder>();
    for (const rule of rules) {
      const focus = focusOf(rule) ?? { ofScope: (scope: CheckScope) => rule.check(scope) };
      const family = focus.family ?? focus.objectFamily;
      const relative = family === undefined ? undefined : byFamily.get(family);
      if (relative === undefined) {
        const finder = { rule, rules: new Map([[rule.id, rule]]), focus, askedAbout: 0 };
        this.#finders.push(finder);
        byFamily.set(family, finder);
      } else {
        relative.rules.set(rule.id, rule);
      }
    }
    this.#ofScopes = new FinderIndex(ofScopes(this.#finders));
  }

  /** What the rules find in the scope. */
  judge(scope: CheckScope): Verdict {
    try {
      return { found: this.pass(scope), failed: [] };
    } catch {
      return this.oneByOne(scope);
    }
  }

  /** No list is made, and no function, as long as nothing is found: that would take longer than what the rules do. */
  private pass(scope: CheckScope): Found[] {
    const found: Found[] = [];
    const { signs } = this.#glance;
    const target = targetKinds(scope);
    lookAtScope(scope, signs);
    for (const object of scope.objects) {
      this.#glance.look(object, target);
      for (const finder of this.askedOf(this.indexFor(object))) {
        askAboutObject(found, finder, object, scope);
      }
    }
    this.passScope(found, scope);
    return found;
  }

  private passScope(found: Found[], scope: CheckScope): void {
    this.#glance.signs.clear();
    for (const finder of this.askedOf(this.#ofScopes)) {
      askAboutScope(found, finder, scope);
    }
  }

  /** The finders that are asked because of the signs that are shown now, each once. */
  private askedOf({ always, bySign }: FinderIndex): readonly Finder[] {
    const { signs } = this.#glance;
    this.#asked.length = 0;
    for (const finder of always) {
      this.#asked.push(finder);
    }
    for (const sign of signs.shown) {
      for (const finder of bySign[sign] ?? []) {
        if (finder.askedAbout !== signs.object) {
          finder.askedAbout = signs.object;
          this.#asked.push(finder);
        }
      }
    }
    return this.#asked;
  }

  private indexFor(object: CheckedObject): FinderIndex {
    let ofKind = this.#ofObjects.get(object.kind);
    if (ofKind === undefined) {
      ofKind = new Map();
      this.#ofObjects.set(object.kind, ofKind);
    }
    let index = ofKind.get(object.apiVersion);
    if (index === undefined) {
      index = new FinderIndex(ofObjectsLike(object, this.#finders));
      ofKind.set(object.apiVersion, index);
    }
    return index;
  }

  /** Slower, and shows which rule it is that throws. */
  private oneByOne(scope: CheckScope): Verdict {
    const [found, failed]: [Found[], { rule: Rule; error: unknown }[]] = [[], []];
    for (const rule of this.#rules) {
      try {
        addAll(found, rule, rule.check(scope));
      } catch (error) {
        failed.push({ rule, error });
      }
    }
    return { found, failed };
  }
}

function askAboutObject(
  found: Found[],
  { rule, rules, focus }: Finder,
  object: CheckedObject,
  scope: CheckScope,
): void {
  const { kinds, ofObject, objectFamily, ofPod, ofContainer } = focus;
  if (ofObject !== undefined && (kinds?.some((kind) => isOf(object, kind)) ?? true)) {
    add(found, rule, object, ofObject(object, scope));
  }
  for (const [id, problems] of objectFamily?.(object, scope) ?? []) {
    add(found, rules.get(id), object, problems);
  }
  const pod = ofPod === undefined && ofContainer === undefined ? undefined : scope.podOf(object);
  if (pod !== undefined) {
    add(found, rule, object, ofPod?.(pod, scope) ?? NO_PROBLEM);
    for (const container of ofContainer === undefined ? [] : pod.containers) {
      add(found, rule, object, ofContainer?.(container, pod, scope) ?? NO_PROBLEM);
    }
  }
}

function askAboutScope(found: Found[], { rule, rules, focus: { ofScope, family } }: Finder, scope: CheckScope): void {
  addAll(found, rule, ofScope?.(scope) ?? []);
  for (const [id, findings] of family === undefined ? [] : scope.shared(family)) {
    addAll(found, rules.get(id), findings);
  }
}

/** @param rule `undefined` where it does not count */
function add(found: Found[], rule: Rule | undefined, object: CheckedObject, problems: readonly Problem[]): void {
  if (rule !== undefined) {
    for (const problem of problems) {
      found.push({ rule, finding: { object, ...problem } });
    }
  }
}

function addAll(found: Found[], rule: Rule | undefined, findings: readonly RuleFinding[]): void {
  if (rule !== undefined) {
    for (const finding of findings) {
      found.push({ rule, finding });
    }
  }
}
