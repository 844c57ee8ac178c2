import { Mapping } from '../model/core/untrusted';
import { CheckScope } from './check-scope';
import { CheckedObject } from './checked-object';
import { CheckedPod } from './checked-pod';
import { Rule, RuleFinding } from './rule';
import { ApiKind, ContainerFinder, focusOf, isOf, ObjectFinder, PodFinder, Problem, RuleFamily } from './rule-kinds';

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
  /** What has none of these keys it need not look at. */
  readonly needs: readonly KnownKey[];
}

/** A key that some rule needs, and the last object in which it was seen. */
interface KnownKey {
  seenIn: CheckedObject | undefined;
}

/**
 * Asks all rules in one pass. Rules are many and nearly all find nothing, so who asked each rule of each scope would do little
 * else. Here an object meets only the rules about its kind, and a pod only those about something that it has.
 */
export class RulePlan {
  readonly #rules: readonly Rule[];
  readonly #ofObjects: { readonly finder: Finder<ObjectFinder>; readonly kinds?: readonly ApiKind[] }[] = [];
  readonly #ofPods: Finder<PodFinder>[] = [];
  readonly #ofContainers: Finder<ContainerFinder>[] = [];
  readonly #families = new Map<RuleFamily, Rule[]>();
  /** Rules that look at the scope as a whole. */
  readonly #others: Rule[] = [];
  readonly #keys = new Map<string, KnownKey>();
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
      this.#others.push(rule);
      return;
    }
    const { kinds, ofObject, ofPod, ofContainer, family } = focus;
    const needs = focus.needs?.map((key) => this.keyOf(key)) ?? [];
    if (ofObject !== undefined) {
      this.#ofObjects.push({ finder: { rule, find: ofObject, needs }, kinds });
    }
    if (ofPod !== undefined) {
      this.#ofPods.push({ rule, find: ofPod, needs });
    }
    if (ofContainer !== undefined) {
      this.#ofContainers.push({ rule, find: ofContainer, needs });
    }
    if (family !== undefined) {
      const relatives = this.#families.get(family) ?? [];
      this.#families.set(family, [...relatives, rule]);
    }
  }

  private keyOf(name: string): KnownKey {
    const key = this.#keys.get(name) ?? { seenIn: undefined };
    this.#keys.set(name, key);
    return key;
  }

  /** No list is made, and no function, as long as nothing is found: that would take longer than what the rules do. */
  private pass(scope: CheckScope): Found[] {
    const found: Found[] = [];
    const { pods } = scope;
    let next = 0;
    for (const object of scope.objects) {
      this.mark(object, object.manifest);
      for (const { rule, find, needs } of this.findersFor(object)) {
        if (isWorthIt(object, needs)) {
          add(found, rule, object, find(object, scope));
        }
      }
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

  private passPod(found: Found[], pod: CheckedPod, scope: CheckScope): void {
    const { object, containers } = pod;
    for (const { rule, find, needs } of this.#ofPods) {
      if (isWorthIt(object, needs)) {
        add(found, rule, object, find(pod, scope));
      }
    }
    for (const { rule, find, needs } of this.#ofContainers) {
      if (isWorthIt(object, needs)) {
        for (const container of containers) {
          add(found, rule, object, find(container, pod, scope));
        }
      }
    }
  }

  private passScope(found: Found[], scope: CheckScope): void {
    for (const [family, rules] of this.#families) {
      const byRule = scope.shared(family);
      for (const rule of byRule.size === 0 ? [] : rules) {
        addAll(found, rule, byRule.get(rule.id) ?? []);
      }
    }
    for (const rule of this.#others) {
      addAll(found, rule, rule.check(scope));
    }
  }

  /** Notes which keys occur in the value, at whatever depth. */
  private mark(object: CheckedObject, value: object): void {
    if (Array.isArray(value)) {
      for (const inner of value as readonly unknown[]) {
        if (typeof inner === 'object' && inner !== null) {
          this.mark(object, inner);
        }
      }
      return;
    }
    for (const key in value) {
      const known = this.#keys.get(key);
      if (known !== undefined) {
        known.seenIn = object;
      }
      const inner = (value as Mapping)[key];
      if (typeof inner === 'object' && inner !== null) {
        this.mark(object, inner);
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

function add(found: Found[], rule: Rule, object: CheckedObject, problems: readonly Problem[]): void {
  for (const problem of problems) {
    found.push({ rule, finding: { object, ...problem } });
  }
}

function addAll(found: Found[], rule: Rule, findings: readonly RuleFinding[]): void {
  for (const finding of findings) {
    found.push({ rule, finding });
  }
}

function isWorthIt(object: CheckedObject, needs: readonly KnownKey[]): boolean {
  for (const key of needs) {
    if (key.seenIn === object) {
      return true;
    }
  }
  return needs.length === 0;
}
