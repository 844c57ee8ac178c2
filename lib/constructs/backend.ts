import { Construct } from 'constructs';
import { DEPLOYMENT, DeploymentOptions } from './deployment';
import { ServedWorkload, ServedWorkloadProps } from './served-workload';

/** Options of `Backend`. */
export interface BackendProps extends ServedWorkloadProps, DeploymentOptions {}

/**
 * Something that others call over the network, such as an HTTP API or a cache: a Deployment and its Service.
 *
 * Its objects carry the labels `app` (the name), `component: api` and `tier: backend`.
 */
export class Backend extends ServedWorkload {
  constructor(scope: Construct, id: string, props: BackendProps) {
    super(scope, id, props, { component: 'api', tier: 'backend', controller: DEPLOYMENT });
  }
}
