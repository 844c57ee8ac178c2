import { WebAppChart } from '../charts/web-app-chart';
import { Issue } from '../model/core/issue';
import { exposureConflicts } from '../model/exposure/service-exposure';
import { releaseConflicts } from '../model/release/helm-release';
import { clusterKeys, PlacedChart } from './app-tree';

/** What several charts want of one cluster for themselves alone: node ports, addresses, release names. */
export function clusterConflicts(charts: readonly PlacedChart[]): Issue[] {
  const keys = clusterKeys(charts);
  const exposures = charts.flatMap((placed) =>
    placed.services.map((service) => ({
      path: service.node.scope?.node.path ?? service.node.path,
      clusterKey: keys.get(placed) ?? '',
      exposure: service.exposure,
    })),
  );
  const releases = charts.flatMap((placed) =>
    WebAppChart.isWebAppChart(placed.chart)
      ? [
          {
            path: placed.chart.node.path,
            clusterKey: keys.get(placed) ?? '',
            namespace: placed.chart.release.namespace,
            name: placed.chart.release.name,
          },
        ]
      : [],
  );
  return [...exposureConflicts(exposures), ...releaseConflicts(releases)];
}
