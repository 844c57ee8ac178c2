import { WebAppChart } from '../../charts/web-app-chart';
import { Stage } from '../../model/deployment/stage';
import { ClusterAddress } from './argo-cd-cluster';
import { ArgoCdSettings } from './argo-cd-settings';
import { ArgoCdSync } from './argo-cd-sync';

/** Where an application goes to: what was said of its environment, or the name of its cluster. */
export function addressOf(chart: WebAppChart, { environments }: ArgoCdSettings): ClusterAddress | undefined {
  const { cluster = chart.cluster } = environments.get(chart.environment) ?? {};
  if (cluster === undefined) {
    return undefined;
  }
  // A CloudCluster has a name, and no server.
  const { name, server } = cluster as ClusterAddress;
  return server === undefined ? { name } : { server };
}

/** What changes in Git wait for: in production for somebody who says so. */
export function syncOf({ environment, stage }: WebAppChart, { environments }: ArgoCdSettings): ArgoCdSync {
  const byStage = stage === Stage.PRODUCTION ? ArgoCdSync.manual() : ArgoCdSync.automated();
  return environments.get(environment)?.sync ?? byStage;
}

/** Identifies the cluster of an address, among those of one Argo CD. */
export function addressKey({ name, server }: ClusterAddress): string {
  return server === undefined ? `the cluster ${name ?? ''}` : `the cluster at ${server}`;
}
