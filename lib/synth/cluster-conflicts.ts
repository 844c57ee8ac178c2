import { Chart } from 'cdk8s';
import { WebAppChart } from '../charts/web-app-chart';
import { ExposedService } from '../constructs/exposed-service';
import { Issue } from '../model/core/issue';
import { exposureConflicts } from '../model/exposure/service-exposure';
import { releaseConflicts } from '../model/release/helm-release';
import { clusterKeys } from './placement';

/** What several charts want of one cluster for themselves alone: node ports, addresses, release names. */
export function clusterConflicts(charts: readonly Chart[]): Issue[] {
  const keys = clusterKeys(charts);
  const exposures = charts.flatMap((chart) =>
    chart.node
      .findAll()
      .filter((construct) => ExposedService.isExposedService(construct))
      .filter((service) => Chart.of(service) === chart)
      .map((service) => ({
        path: service.node.scope?.node.path ?? service.node.path,
        clusterKey: keys.get(chart) ?? '',
        exposure: service.exposure,
      })),
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
