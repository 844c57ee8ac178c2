import { Construct } from 'constructs';
import { JOB, JobOptions } from './job-controller';
import { Workload } from './workload';
import { WorkloadProps } from './workload-props';

/** Options of `Job`. */
export interface JobProps extends WorkloadProps, JobOptions {}

/**
 * Something that runs to its end, once: a Job. Its template can never be changed in a cluster; `MigrationJob` is a job
 * that runs anew whenever it changes.
 *
 * Its objects carry the labels `app` (the name), `component: job` and `tier: backend`.
 */
export class Job extends Workload {
  constructor(scope: Construct, id: string, props: JobProps) {
    super(scope, id, props, { component: 'job', tier: 'backend', controller: JOB });
  }
}
