import { NO_VALUE } from './value-form';

/** Part of a template: where data of a manifest is, or what becomes it. */
export type TemplateNode = LiteralNode | InlineNode | BlockNode | MapNode | ListNode;

/** Data that is the same in every environment. */
export interface LiteralNode {
  readonly type: 'literal';
  readonly data: unknown;
}

/** Text of a template in the place of a value, on one line. */
export interface InlineNode {
  readonly type: 'inline';
  readonly text: string;
}

/** A value of the chart that is a map or list, on lines of its own. */
export interface BlockNode {
  readonly type: 'block';
  /** For example `.Values.backend.resources`. */
  readonly value: string;
}

/** A map whose entries differ. */
export interface MapNode {
  readonly type: 'map';
  readonly entries: readonly MapEntry[];
  /**
   * A value of the chart that holds further entries.
   * @default - these are all
   */
  readonly rest?: string;
}

/** One entry of a map. */
export interface MapEntry {
  readonly key: string;
  readonly node: TemplateNode;
  /**
   * The action that decides whether the entry exists, for example `with .Values.backend.affinity`.
   * @default - it always does
   */
  readonly guard?: string;
}

/** A list whose items differ. */
export interface ListNode {
  readonly type: 'list';
  readonly items: readonly ListItem[];
}

/** One item of a list. */
export interface ListItem {
  readonly node: TemplateNode;
  /**
   * The action that decides whether the item exists.
   * @default - it always does
   */
  readonly guard?: string;
}

/** The data alone, where a map or list came to nothing but data. */
export function simplified(node: MapNode | ListNode): TemplateNode {
  if (node.type === 'list') {
    const data = node.items.map((item) => literalOf(item));
    return data.every((each) => each !== undefined) ? { type: 'literal', data: data.map((each) => each.data) } : node;
  }
  const entries = node.entries.map((entry): [string, LiteralNode | undefined] => [entry.key, literalOf(entry)]);
  const isLiteral =
    node.rest === undefined && entries.every(([key, literal]) => literal !== undefined && !key.includes(NO_VALUE));
  return isLiteral
    ? { type: 'literal', data: Object.fromEntries(entries.map(([key, literal]) => [key, literal?.data])) }
    : node;
}

function literalOf({ node, guard }: ListItem): LiteralNode | undefined {
  return guard === undefined && node.type === 'literal' ? node : undefined;
}
