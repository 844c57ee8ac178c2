import { Mapping } from '../../model/core/untrusted';
import { listAt, mappingAt, textAt } from '../data';

/**
 * Whether a label selector selects what has the labels. An empty one selects everything, what is none selects nothing.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors
 */
export function selects(selector: unknown, labels: Mapping): boolean {
  if (typeof selector !== 'object' || selector === null) {
    return false;
  }
  const required = mappingAt(selector, 'matchLabels');
  return (
    Object.keys(required).every((key) => valueOf(labels, key) === required[key]) &&
    listAt(selector, 'matchExpressions').every((expression) => fulfils(expression, labels))
  );
}

function fulfils(expression: unknown, labels: Mapping): boolean {
  const value = valueOf(labels, textAt(expression, 'key') ?? '');
  const values = listAt(expression, 'values');
  switch (textAt(expression, 'operator')) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return false;
  }
}

function valueOf(labels: Mapping, key: string): unknown {
  return Object.hasOwn(labels, key) ? labels[key] : undefined;
}
