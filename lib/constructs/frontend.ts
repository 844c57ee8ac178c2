import { Construct } from 'constructs';
import { ApiAccess } from './api-access';
import { Workload } from './workload';
import { WorkloadProps } from './workload-props';

/** Options of `Frontend`. */
export interface FrontendProps extends WorkloadProps {
  /**
   * How the browser reaches the API, and the variables that say so.
   * @default - the frontend is not told of any API
   */
  readonly api?: ApiAccess;
}

/**
 * A user interface that is served over HTTP: a Deployment and its Service.
 *
 * Its objects carry the labels `app` (the name), `component: ui` and `tier: frontend`. It takes no secrets: what a
 * frontend knows, the browser may come to know.
 */
export class Frontend extends Workload {
  constructor(scope: Construct, id: string, props: FrontendProps) {
    super(scope, id, props, { component: 'ui', tier: 'frontend' });
    this.addVariables('api', props.api?.variables(this) ?? {});
  }
}
