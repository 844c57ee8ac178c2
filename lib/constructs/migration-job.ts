import { Chart } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { instance, list } from '../model/core/reading';
import { HASH_LENGTH } from './content-hash';
import { Controller } from './controller';
import { Default } from './defaults';
import { hookAnnotations, SyncWave } from './deploy-order';
import { JOB, jobNameFindings, JobOptions } from './job-controller';
import { KubernetesObject } from './kubernetes-object';
import { Workload } from './workload';
import { WorkloadProps } from './workload-props';

/** Options of `MigrationJob`. */
export interface MigrationJobProps extends WorkloadProps, JobOptions {
  /**
   * Workloads of the same chart that must run first, such as the database that is migrated. Helm, which can only wait for
   * a whole release, then runs the migration after the first installation, and before every upgrade.
   * @default - none: what is migrated is outside of the application
   */
  readonly after?: Workload[];
}

/** A hash is added to the name behind a hyphen, and the label of the pods holds 63 characters. */
const LONGEST_NAME = 63 - 1 - HASH_LENGTH;

const MIGRATION: Controller = {
  ...JOB,
  readers: { ...JOB.readers, after: list(instance('a workload', (value) => Workload.isWorkload(value))) },
  findings: (props, applies, name) => [
    ...JOB.findings(props, applies, name),
    ...jobNameFindings(name, LONGEST_NAME, 'a hash is added'),
  ],
};

/**
 * Something that runs to its end before new pods of the application start, such as the migration of a database: a Job.
 *
 * - For Argo CD it is a hook of the sync, in a wave before that of the application. What it needs is in a wave before.
 * - For Helm it is a hook before installation and upgrade.
 * - For kubectl its name ends in a hash of its content: a change makes a new Job, and applying it again unchanged does
 *   nothing. docs/constructs/migration-job.md shows how to wait for it.
 *
 * Configuration is rendered into it as values, so it needs no ConfigMap, which Helm would create too late.
 *
 * Its objects carry the labels `app` (the name), `component: migration` and `tier: backend`.
 */
export class MigrationJob extends Workload {
  constructor(scope: Construct, id: string, props: MigrationJobProps) {
    super(scope, id, props, {
      component: 'migration',
      tier: 'backend',
      controller: MIGRATION,
      runsBeforeRollout: true,
    });
    if (this.applies(Default.CONTENT_NAME)) {
      this.resource.nameByContent();
    }
    if (this.applies(Default.DEPLOY_HOOKS)) {
      this.orderDeployment();
    }
  }

  /** Annotations of the objects that exist for the job alone, and can be made anew whenever it runs. */
  protected override get sideAnnotations(): { [key: string]: string } {
    return this.applies(Default.DEPLOY_HOOKS) ? hookAnnotations(SyncWave.PREREQUISITE, this.helmHook) : {};
  }

  private get predecessors(): Workload[] {
    return (this.props as MigrationJobProps).after ?? [];
  }

  private get helmHook(): string {
    return this.predecessors.length === 0 ? 'pre-install,pre-upgrade' : 'post-install,pre-upgrade';
  }

  private orderDeployment(): void {
    const annotations = Object.entries(hookAnnotations(SyncWave.MIGRATION, this.helmHook));
    annotations.forEach(([key, value]) => this.resource.metadata.addAnnotation(key, value));
    const needed: IConstruct[] = [this, ...this.predecessors].flatMap((workload) => [workload, ...workload.sources]);
    needed
      .flatMap((construct) => KubernetesObject.all(construct))
      .filter((object) => object !== this.resource)
      .forEach((object) => object.applyInWave(SyncWave.PREREQUISITE));
    KubernetesObject.all(Chart.of(this))
      .filter(({ kind }) => kind === 'Namespace')
      .forEach((namespace) => namespace.applyInWave(SyncWave.NAMESPACE));
  }
}
