import { AppliesDefault, Default } from './defaults';
import { WorkloadProps } from './workload-props';

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
 * Labels of every object of a workload. What the author says takes the place of what the library says.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/
 */
export function workloadLabels(
  identity: WorkloadIdentity,
  props: Pick<WorkloadProps, 'labels'>,
  applies: AppliesDefault,
) {
  const { name, component, tier } = identity;
  const own = {
    'app.kubernetes.io/name': name,
    'app.kubernetes.io/component': component,
    app: name,
    component,
    tier,
  };
  return { ...(applies(Default.WORKLOAD_LABELS) ? own : {}), ...props.labels } as { [key: string]: string };
}

/** Labels of one object of a workload, given those that its author says of it. */
export type LabelsOfObject = (own?: { [key: string]: string }) => { [key: string]: string };

/** Labels of objects that belong to no workload, such as configuration. */
export function componentLabels(component: string, applies: AppliesDefault): { [key: string]: string } {
  return applies(Default.WORKLOAD_LABELS) ? { 'app.kubernetes.io/component': component } : {};
}

/**
 * Labels that select the pods. They never change: a selector is immutable.
 *
 * @param isLabelled whether pods carry a label of the library where their author says nothing
 */
export function selectorLabels(
  { name }: WorkloadIdentity,
  { selector, labels }: WorkloadProps,
  isLabelled: boolean,
): { [key: string]: string } {
  return { ...(selector ?? (isLabelled ? { app: labels?.['app'] ?? name } : {})) };
}
