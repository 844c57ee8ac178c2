import { IConstruct } from 'constructs';
import { WebAppChart } from '../charts/web-app-chart';
import { ExposureClaims } from '../constructs/exposure-claims';
import { Issue } from '../model/core/issue';
import { exposureConflicts } from '../model/exposure/exposure-conflicts';
import { releaseConflicts } from '../model/release/helm-release';
import { clusterKeys, PlacedChart } from './app-tree';

/** What several charts want of one cluster for themselves alone: node ports, addresses, release names. */
export function clusterConflicts(charts: readonly PlacedChart[]): Issue[] {
  const keys = clusterKeys(charts);
  const exposures = charts.flatMap((placed) =>
    placed.claims.map(({ construct, claims }) => ({
      path: pathOf(construct, claims),
      clusterKey: keys.get(placed) ?? '',
      ...claims,
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

/** A Service is a part of its workload, which is what its author wrote. */
function pathOf(construct: IConstruct, { exposure }: ExposureClaims): string {
  const owner = exposure === undefined ? construct : (construct.node.scope ?? construct);
  return owner.node.path;
}
