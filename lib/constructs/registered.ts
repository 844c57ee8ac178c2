import { IConstruct } from 'constructs';
import { compareText } from '../model/core/compare-text';

/** Something that is known of a construct. */
export interface Registered<T> {
  readonly construct: IConstruct;
  readonly value: T;
}

/** What is known of few constructs is kept at the root of their tree, so that nobody must walk through it to find them. */
export function register(construct: IConstruct, key: symbol, value: unknown): void {
  const root = construct.node.root as unknown as { [key]?: Registered<unknown>[] };
  if (root[key] === undefined) {
    Object.defineProperty(root, key, { value: [] });
  }
  root[key]?.push({ construct, value });
}

/** Everything that was registered in a tree under a key, also by another copy of this library, sorted by path. */
export function registered<T>(root: IConstruct, key: symbol): Registered<T>[] {
  const all = (root as unknown as { [key]?: Registered<T>[] })[key] ?? [];
  return [...all].sort((a, b) => compareText(a.construct.node.path, b.construct.node.path));
}
