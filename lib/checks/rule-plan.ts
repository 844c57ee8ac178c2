import { CheckScope } from './check-scope';
import { CheckedObject } from './checked-object';
import { CheckedPod } from './checked-pod';
import { Glance } from './glance/glance';
import { lookAtScope } from './glance/scope-glance';
import { Rule, RuleFinding } from './rule';
import {
  ApiKind,
  ContainerFinder,
  focusOf,
  isOf,
  ObjectFamily,
  ObjectFinder,
  PodFinder,
  Problem,
  RuleFamily,
  ScopeFinder,
} from './rule-kinds';
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

/** A rule, and the function by which it finds something. */
interface Finder<F> {
  readonly rule: Rule;
  readonly find: F;
  /** Signs without one of which it finds nothing. */
  readonly signs: readonly number[];
}

/** Rules that share what one function finds. */
interface FamilyFinder<F> {
  readonly find: F;
  readonly rules: Map<string, Rule>;
  readonly signs: readonly number[];
}

const ALWAYS_ASKED: readonly number[] = [];

/**
 * Asks all rules in one pass. Rules are many and nearly all find nothing, so who asked each rule of each scope would do little
 * else. Here an object meets only the rules about its kind, and of these only those about something that it shows at a glance.
 */
export class RulePlan {
  readonly #rules: readonly Rule[];
  readonly #ofObjects: { readonly finder: Finder<ObjectFinder>; readonly kinds?: readonly ApiKind[] }[] = [];
  readonly #ofPods: Finder<PodFinder>[] = [];
  readonly #ofContainers: Finder<ContainerFinder>[] = [];
  readonly #objectFamilies: FamilyFinder<ObjectFamily>[] = [];
  readonly #families: FamilyFinder<RuleFamily>[] = [];
  readonly #ofScopes: Finder<ScopeFinder>[] = [];
  readonly #glance = new Glance();
  /** By kind and API version: the finders about such objects. */
  readonly #byKind = new Map<string, Map<string, readonly Finder<ObjectFinder>[]>>();

  constructor(rules: readonly Rule[]) {
    this.#rules = rules;
    for (const rule of rules) {
      this.add(rule);
    }
  }

  /** What the rules find in the scope. */
  judge(scope: CheckScope): Verdict {
    try {
      return { found: this.pass(scope), failed: [] };
    } catch {
      return this.oneByOne(scope);
    }
  }

  private add(rule: Rule): void {
    const focus = focusOf(rule);
    if (focus === undefined) {
      this.#ofScopes.push({ rule, find: (scope) => rule.check(scope), signs: ALWAYS_ASKED });
      return;
    }
    const { kinds, ofObject, ofPod, ofContainer, ofScope, family, objectFamily, signs = ALWAYS_ASKED } = focus;
    if (ofObject !== undefined) {
      this.#ofObjects.push({ finder: { rule, find: ofObject, signs }, kinds });
    }
    if (ofPod !== undefined) {
      this.#ofPods.push({ rule, find: ofPod, signs });
    }
    if (ofContainer !== undefined) {
      this.#ofContainers.push({ rule, find: ofContainer, signs });
    }
    if (objectFamily !== undefined) {
      addToFamily(this.#objectFamilies, { rule, find: objectFamily, signs });
    }
    if (ofScope !== undefined) {
      this.#ofScopes.push({ rule, find: ofScope, signs });
    }
    if (family !== undefined) {
      addToFamily(this.#families, { rule, find: family, signs });
    }
  }

  /** No list is made, and no function, as long as nothing is found: that would take longer than what the rules do. */
  private pass(scope: CheckScope): Found[] {
    const found: Found[] = [];
    const { pods } = scope;
    const target = targetKinds(scope);
    lookAtScope(scope, this.#glance.signs);
    let next = 0;
    for (const object of scope.objects) {
      this.#glance.look(object, target);
      this.passObject(found, object, scope);
      // Pods are in the order of their objects.
      const pod = pods[next];
      if (pod?.object === object) {
        this.passPod(found, pod, scope);
        next += 1;
      }
    }
    this.passScope(found, scope);
    return found;
  }

  private passObject(found: Found[], object: CheckedObject, scope: CheckScope): void {
    const { signs: shown } = this.#glance;
    for (const { rule, find, signs } of this.findersFor(object)) {
      if (shown.showsOneOf(signs)) {
        add(found, rule, object, find(object, scope));
      }
    }
    for (const { find, rules, signs } of this.#objectFamilies) {
      if (shown.showsOneOf(signs)) {
        for (const [id, problems] of find(object, scope)) {
          add(found, rules.get(id), object, problems);
        }
      }
    }
  }

  private passPod(found: Found[], pod: CheckedPod, scope: CheckScope): void {
    const { object, containers } = pod;
    const { signs: shown } = this.#glance;
    for (const { rule, find, signs } of this.#ofPods) {
      if (shown.showsOneOf(signs)) {
        add(found, rule, object, find(pod, scope));
      }
    }
    for (const { rule, find, signs } of this.#ofContainers) {
      if (shown.showsOneOf(signs)) {
        for (const container of containers) {
          add(found, rule, object, find(container, pod, scope));
        }
      }
    }
  }

  private passScope(found: Found[], scope: CheckScope): void {
    const { signs: shown } = this.#glance;
    for (const { find, rules, signs } of this.#families) {
      if (shown.showsOneOf(signs)) {
        for (const [id, findings] of scope.shared(find)) {
          addAll(found, rules.get(id), findings);
        }
      }
    }
    for (const { rule, find, signs } of this.#ofScopes) {
      if (shown.showsOneOf(signs)) {
        addAll(found, rule, find(scope));
      }
    }
  }

  private findersFor(object: CheckedObject): readonly Finder<ObjectFinder>[] {
    let ofKind = this.#byKind.get(object.kind);
    if (ofKind === undefined) {
      ofKind = new Map();
      this.#byKind.set(object.kind, ofKind);
    }
    let finders = ofKind.get(object.apiVersion);
    if (finders === undefined) {
      finders = this.#ofObjects
        .filter(({ kinds }) => kinds?.some((kind) => isOf(object, kind)) ?? true)
        .map(({ finder }) => finder);
      ofKind.set(object.apiVersion, finders);
    }
    return finders;
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

function addToFamily<F>(families: FamilyFinder<F>[], { rule, find, signs }: Finder<F>): void {
  const family = families.find((each) => each.find === find);
  if (family === undefined) {
    families.push({ find, rules: new Map([[rule.id, rule]]), signs });
  } else {
    family.rules.set(rule.id, rule);
  }
}
