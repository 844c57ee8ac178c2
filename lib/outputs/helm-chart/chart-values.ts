import { setField } from '../../synth/plain-data';
import { quotedText } from './value-form';
import { JsonSchema } from './values-schema';
import { isUniform, Variants } from './variants';

/** One value of the chart. */
export interface ChartValue {
  /** Its keys, from the outside in. */
  readonly path: readonly string[];
  /** What it is in each environment. */
  readonly variants: Variants;
  /** What it may be. */
  readonly schema: JsonSchema;
  /**
   * The value that has to be true for this one to be needed.
   * @default - it is always needed, unless it is optional
   */
  readonly condition?: readonly string[];
  /** Whether its absence says something. */
  readonly isOptional: boolean;
}

/** What is known of a value before it has its place. */
export type ValueProps = Omit<ChartValue, 'path'>;

interface Node {
  readonly children: Map<string, Node>;
  isValue: boolean;
}

/** What Helm itself puts among the values. */
const RESERVED = 'global';
const IDENTIFIER = /^[A-Za-z_]\w*$/;

/** The values of a chart. No two have one path, and none lies within another. */
export class ChartValues {
  readonly #environments: readonly string[];
  readonly #root: Node = { children: new Map(), isValue: false };
  readonly #values: ChartValue[] = [];

  /** @param environments names of all environments */
  constructor(environments: readonly string[]) {
    this.#environments = environments;
  }

  /** All values, in the order in which they were added. */
  get all(): readonly ChartValue[] {
    return this.#values;
  }

  /**
   * Adds a value.
   *
   * @param wanted its path, which gets another end where it is taken
   * @returns the path that it has
   */
  add(wanted: readonly string[], props: ValueProps): string[] {
    let node = this.#root;
    const path = wanted.map((key, index) => {
      const isLast = index === wanted.length - 1;
      const free = this.freeKey(node, index === 0 && key === RESERVED ? `${key}_` : key, isLast);
      const next = node.children.get(free) ?? { children: new Map<string, Node>(), isValue: isLast };
      node.children.set(free, next);
      node = next;
      return free;
    });
    this.#values.push({ ...props, path });
    return path;
  }

  /** What is the same in every environment: the content of `values.yaml`. Every map that a template looks into exists. */
  common(): { [key: string]: unknown } {
    const tree = {};
    for (const value of this.#values) {
      const parent = mapAt(tree, value.path.slice(0, -1));
      if (this.isCommon(value)) {
        setField(parent, value.path.at(-1) as string, [...value.variants.values()][0]);
      }
    }
    return tree;
  }

  /** What an environment says besides that: the content of its file. */
  own(environment: string): { [key: string]: unknown } {
    const tree = {};
    for (const value of this.#values) {
      if (value.variants.has(environment) && !this.isCommon(value)) {
        const parent = mapAt(tree, value.path.slice(0, -1));
        setField(parent, value.path.at(-1) as string, value.variants.get(environment));
      }
    }
    return tree;
  }

  private isCommon({ variants }: ChartValue): boolean {
    return variants.size === this.#environments.length && isUniform(variants);
  }

  private freeKey(node: Node, key: string, isLast: boolean): string {
    const taken = node.children.get(key);
    const isFree = taken === undefined || (!isLast && !taken.isValue);
    return isFree ? key : this.freeKey(node, `${key}_`, isLast);
  }
}

/** How a template reads the value at a path, for example `.Values.backend.replicas`. */
export function expressionOf(path: readonly string[]): string {
  const first = path.findIndex((key) => !IDENTIFIER.test(key));
  if (first === -1) {
    return `.Values.${path.join('.')}`;
  }
  const holder = ['.Values', ...path.slice(0, first)].join('.');
  return `(index ${holder} ${path.slice(first).map(quotedText).join(' ')})`;
}

/** The action that asks whether there is a value at a path. */
export function presenceOf(path: readonly string[]): string {
  return `if hasKey ${path.length > 1 ? expressionOf(path.slice(0, -1)) : '.Values'} ${quotedText(path.at(-1) as string)}`;
}

function mapAt(tree: { [key: string]: unknown }, path: readonly string[]): { [key: string]: unknown } {
  return path.reduce<{ [key: string]: unknown }>((map, key) => {
    if (!Object.hasOwn(map, key)) {
      setField(map, key, {});
    }
    return map[key] as { [key: string]: unknown };
  }, tree);
}
