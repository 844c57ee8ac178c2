/**
 * Whether the value of a label fulfils a requirement; `undefined` for an operator that nobody knows.
 *
 * @param value `undefined` where the label is not there
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#set-based-requirement
 */
export function fulfilsRequirement(operator: unknown, value: unknown, values: readonly unknown[]): boolean | undefined {
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return undefined;
  }
}
