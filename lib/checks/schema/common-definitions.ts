/** Parts of the API that hardly any application does without. */
const COMMON = /^(?:apps\.v1|autoscaling\.v2|batch\.v1|core\.v1|meta\.v1|networking\.v1|policy\.v1|rbac\.v1)\./;

/** Whether the definition is in the table that is always loaded: a third of all. */
export function isCommonDefinition(name: string): boolean {
  return COMMON.test(name);
}
