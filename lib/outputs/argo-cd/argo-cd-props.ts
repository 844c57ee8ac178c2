import { ArgoCdCluster } from './argo-cd-cluster';
import { ArgoCdLayout } from './argo-cd-layout';
import { ArgoCdProject } from './argo-cd-project';
import { ArgoCdSync } from './argo-cd-sync';

/** What is particular to an environment. */
export interface ArgoCdEnvironmentOptions {
  /**
   * The cluster, as Argo CD knows it.
   * @default - the one that Argo CD knows by the name of the environment's `CloudCluster`
   */
  readonly cluster?: ArgoCdCluster;
  /**
   * Branch, tag or commit that holds the rendered manifests of the environment.
   * @default - that of all environments
   */
  readonly revision?: string;
  /**
   * When a change in Git reaches the cluster.
   * @default - at once, with pruning and self-healing; in stage production when somebody says so
   */
  readonly sync?: ArgoCdSync;
}

/** Options of `ArgoCd`. */
export interface ArgoCdProps {
  /** The Git repository that the output directory is committed to: `https://...`, `ssh://...` or `git@host:path`. */
  readonly repository: string;
  /**
   * Branch, tag or commit that holds the rendered manifests.
   * @default 'HEAD'
   */
  readonly revision?: string;
  /**
   * The output directory as it is called in the repository; `.` for its root.
   * @default 'dist'
   */
  readonly path?: string;
  /**
   * Namespace of Argo CD, in which its objects are.
   * @default 'argocd'
   */
  readonly namespace?: string;
  /**
   * Which objects tell Argo CD of the environments.
   * @default ArgoCdLayout.APPLICATIONS
   */
  readonly layout?: ArgoCdLayout;
  /**
   * What the applications may do.
   * @default ArgoCdProject.perApplication()
   */
  readonly project?: ArgoCdProject;
  /**
   * What is particular to environments, by their names.
   * @default - nothing
   */
  readonly environments?: { [environment: string]: ArgoCdEnvironmentOptions };
  /**
   * Names of environments that Argo CD does not deploy.
   * @default - it deploys all
   */
  readonly except?: string[];
}
