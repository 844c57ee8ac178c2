import { Construct } from 'constructs';
import { DEPLOYMENT, DeploymentOptions } from './deployment';
import { Validation } from './validation';
import { Workload } from './workload';
import { WorkloadProps } from './workload-props';

/** Options of `Worker`. */
export interface WorkerProps extends WorkloadProps, DeploymentOptions {}

/**
 * Something that nobody calls, such as the consumer of a queue: a Deployment without a Service.
 *
 * Its objects carry the labels `app` (the name), `component: worker` and `tier: backend`.
 */
export class Worker extends Workload {
  constructor(scope: Construct, id: string, props: WorkerProps) {
    super(scope, id, props, { component: 'worker', tier: 'backend', controller: DEPLOYMENT });
    Validation.of(this).report(...unexposable(this.props));
  }
}

/** What has no Service cannot be exposed: the setting would be ignored. */
export function unexposable({ exposure, service, services }: WorkloadProps) {
  const given = Object.entries({ exposure, service, services }).filter(([, value]) => value !== undefined);
  return given.map(([field, value]) => ({
    code: 'exposure-without-service',
    field,
    given: field === 'exposure' ? String(value) : 'settings of a Service',
    allowed: 'nothing: nobody calls this kind of workload',
    remedy: `Use a Backend, or leave the ${field} out.`,
  }));
}
