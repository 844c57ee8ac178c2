import { Reading, tree } from '../../model/core/reading';
import { isTree } from '../../model/deployment/settings';

/**
 * Reads a part of a manifest in the words of Kubernetes: a copy, with amounts of classes such as `k8s.Quantity` as plain
 * values. Which fields there are is for the checks to say: they know the version of the cluster.
 */
export function manifestPart(field: string, given: unknown): Reading {
  const { value, findings } = tree(field, given);
  return { value: written(value), findings };
}

function written(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(written);
  }
  if (isTree(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, below]) => [name, written(below)]));
  }
  return isAmount(value) ? value.value : value;
}

/** `Quantity` and `IntOrString`, from whichever package or copy of it: an object of a class that holds one simple value. */
function isAmount(value: unknown): value is { readonly value: string | number } {
  return (
    typeof value === 'object' && value !== null && 'value' in value && ['string', 'number'].includes(typeof value.value)
  );
}
