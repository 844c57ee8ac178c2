import { IConstruct } from 'constructs';
import { PriorityQueue } from './priority-queue';
import { RenderedObject } from './render';

/** A node of the graph: an object, or the point where a construct begins or is complete. */
interface Step {
  /** @default - the step is the beginning or end of a construct */
  readonly object?: RenderedObject;
  readonly priority: number;
  readonly next: Step[];
  waitsFor: number;
}

/**
 * The order that dependencies between constructs (`addDependency`) ask of objects. A construct stands for all objects
 * below it. The graph has one step for the beginning and the end of each construct, not an edge for each pair of
 * objects, so it grows with what was defined and no faster.
 */
export class DependencyOrder {
  readonly #dependents: readonly IConstruct[];

  /**
   * @param dependents the constructs that depend on others
   */
  constructor(dependents: readonly IConstruct[]) {
    this.#dependents = dependents;
  }

  /** The objects in the order that they are given in, but each behind those that it depends on. */
  apply(objects: readonly RenderedObject[]): readonly RenderedObject[] {
    if (this.#dependents.length === 0) {
      return objects;
    }
    const { done, waiting } = sort(graph(objects, this.#dependents));
    return [...done, ...objectsOf(waiting)];
  }

  /** Paths of the constructs of a circle of dependencies, each depending on the next; empty where there is none. */
  circle(objects: readonly RenderedObject[]): string[] {
    if (this.#dependents.length === 0) {
      return [];
    }
    const { waiting } = sort(graph(objects, this.#dependents));
    return waiting.length === 0 ? [] : circleIn(waiting);
  }
}

function sort(steps: readonly Step[]): { done: RenderedObject[]; waiting: Step[] } {
  const ready = new PriorityQueue<Step>((step) => step.priority);
  steps.filter(({ waitsFor }) => waitsFor === 0).forEach((step) => ready.add(step));
  const done: RenderedObject[] = [];
  for (let step = ready.take(); step !== undefined; step = ready.take()) {
    if (step.object !== undefined) {
      done.push(step.object);
    }
    for (const next of step.next) {
      next.waitsFor -= 1;
      if (next.waitsFor === 0) {
        ready.add(next);
      }
    }
  }
  return { done, waiting: steps.filter(({ waitsFor }) => waitsFor > 0) };
}

function graph(objects: readonly RenderedObject[], dependents: readonly IConstruct[]): Step[] {
  const steps = objects.map((object, index): Step => ({ object, priority: index, next: [], waitsFor: 0 }));
  const below = stepsBelow(steps);
  const beginnings = new Map<IConstruct, Step>();
  const ends = new Map<IConstruct, Step>();
  for (const source of dependents) {
    for (const target of source.node.dependencies) {
      connect(source, target);
    }
  }
  return [...steps, ...beginnings.values(), ...ends.values()];

  function connect(source: IConstruct, target: IConstruct): void {
    const [sources, targets] = [below.get(source) ?? [], below.get(target) ?? []];
    if (source === target || sources.length === 0 || targets.length === 0) {
      return;
    }
    // A construct that lies in the other does not depend on itself.
    if (source.node.scopes.includes(target)) {
      const own = new Set(sources);
      targets.filter((step) => !own.has(step)).forEach((step) => edge(step, beginning(source, sources)));
    } else if (target.node.scopes.includes(source)) {
      const own = new Set(targets);
      sources.filter((step) => !own.has(step)).forEach((step) => edge(end(target, targets), step));
    } else {
      edge(end(target, targets), beginning(source, sources));
    }
  }

  function beginning(construct: IConstruct, inside: readonly Step[]): Step {
    return once(beginnings, construct, (step) => inside.forEach((each) => edge(step, each)));
  }

  function end(construct: IConstruct, inside: readonly Step[]): Step {
    return once(ends, construct, (step) => inside.forEach((each) => edge(each, step)));
  }
}

function once(steps: Map<IConstruct, Step>, construct: IConstruct, connect: (step: Step) => void): Step {
  let step = steps.get(construct);
  if (step === undefined) {
    // Before all objects: the beginning or end of a construct never waits longer than it must.
    step = { priority: -1, next: [], waitsFor: 0 };
    steps.set(construct, step);
    connect(step);
  }
  return step;
}

function edge(from: Step, to: Step): void {
  from.next.push(to);
  to.waitsFor += 1;
}

function stepsBelow(steps: readonly Step[]): Map<IConstruct, Step[]> {
  const below = new Map<IConstruct, Step[]>();
  for (const step of steps) {
    for (const scope of step.object?.source.node.scopes ?? []) {
      const known = below.get(scope);
      if (known === undefined) {
        below.set(scope, [step]);
      } else {
        known.push(step);
      }
    }
  }
  return below;
}

/** Every waiting step waits for another waiting one, so going from one to the next comes back to where it was. */
function circleIn(waiting: readonly Step[]): string[] {
  const before = new Map(waiting.flatMap((step) => step.next.map((next): [Step, Step] => [next, step])));
  const visited: Step[] = [];
  const known = new Set<Step>();
  let step = waiting[0];
  while (step !== undefined && !known.has(step)) {
    known.add(step);
    visited.push(step);
    step = before.get(step);
  }
  const circle = visited.slice(step === undefined ? 0 : visited.indexOf(step));
  return [...new Set(objectsOf(circle).map(({ source }) => source.node.path))];
}

function objectsOf(steps: readonly Step[]): RenderedObject[] {
  return steps.flatMap(({ object }) => (object === undefined ? [] : [object]));
}
