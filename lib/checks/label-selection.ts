import { fulfilsRequirement } from '../model/core/label-requirement';
import { isMapping, Mapping } from '../model/core/untrusted';
import { at, listAt, mappingAt, textAt } from './data';

/**
 * Whether labels fulfil a selector. One without conditions is fulfilled by all; a condition that cannot be read by none.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors
 */
export function selects(selector: unknown, labels: Mapping): boolean {
  return selectsBy(isFulfilled, selector, labels);
}

/** Whether labels are those that a selector wants, and fulfil each of its conditions. */
export function selectsBy(
  isFulfilledBy: (requirement: unknown, labels: Mapping) => boolean,
  selector: unknown,
  labels: Mapping,
): boolean {
  const wanted = mappingAt(selector, 'matchLabels');
  for (const key of Object.keys(wanted)) {
    if (at(labels, key) !== wanted[key]) {
      return false;
    }
  }
  for (const requirement of listAt(selector, 'matchExpressions')) {
    if (!isFulfilledBy(requirement, labels)) {
      return false;
    }
  }
  return true;
}

function isFulfilled(requirement: unknown, labels: Mapping): boolean {
  const key = textAt(requirement, 'key');
  if (!isMapping(requirement) || key === undefined) {
    return false;
  }
  return fulfilsRequirement(requirement['operator'], at(labels, key), listAt(requirement, 'values')) === true;
}
