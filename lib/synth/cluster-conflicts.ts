import { Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { WebAppChart } from '../charts/web-app-chart';
import { claimsOf, ExposureClaims } from '../constructs/exposure-claims';
import { Issue } from '../model/core/issue';
import { exposureConflicts } from '../model/exposure/exposure-conflicts';
import { releaseConflicts } from '../model/release/helm-release';
import { clusterKeys } from './placement';

/** What several charts want of one cluster for themselves alone: node ports, addresses, release names. */
export function clusterConflicts(charts: readonly Chart[]): Issue[] {
  const keys = clusterKeys(charts);
  const exposures = charts.flatMap((chart) =>
    chart.node
      .findAll()
      .filter((construct) => Chart.of(construct) === chart)
      .flatMap((construct) => {
        const claims = claimsOf(construct);
        return claims === undefined
          ? []
          : [{ path: pathOf(construct, claims), clusterKey: keys.get(chart) ?? '', ...claims }];
      }),
  );
  const releases = charts
    .filter((chart) => WebAppChart.isWebAppChart(chart))
    .map((chart) => ({
      path: chart.node.path,
      clusterKey: keys.get(chart) ?? '',
      namespace: chart.release.namespace,
      name: chart.release.name,
    }));
  return [...exposureConflicts(exposures), ...releaseConflicts(releases)];
}

/** A Service is a part of its workload, which is what its author wrote. */
function pathOf(construct: IConstruct, { exposure }: ExposureClaims): string {
  const owner = exposure === undefined ? construct : (construct.node.scope ?? construct);
  return owner.node.path;
}
