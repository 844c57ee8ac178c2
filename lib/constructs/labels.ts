/** What tells one workload of an application from the others. */
export interface WorkloadIdentity {
  /** Name of the workload, for example `backend`. */
  readonly name: string;
  /** Its part in the application, for example `api`. */
  readonly component: string;
  /** Its layer, for example `backend`. */
  readonly tier: string;
}

/**
 * Labels of every object of a workload.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/
 */
export function workloadLabels({ name, component, tier }: WorkloadIdentity): { [key: string]: string } {
  return {
    'app.kubernetes.io/name': name,
    'app.kubernetes.io/component': component,
    app: name,
    component,
    tier,
  };
}

/** The one label that Services and Deployments select pods by. It never changes: a selector is immutable. */
export function selectorLabels({ name }: WorkloadIdentity): { [key: string]: string } {
  return { app: name };
}
