import { Reader, tree } from '../../model/core/reading';
import { copied } from '../../model/deployment/settings';

/** Reads a part of a manifest in the words of Kubernetes: a copy, with amounts and the like as they are. */
export const manifestPart: Reader = (field, given) => {
  const { value, findings } = tree(field, given);
  return { value: copied(value), findings };
};
