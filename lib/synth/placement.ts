import { Chart } from 'cdk8s';
import { WebAppChart } from '../charts/web-app-chart';

/** The application that a chart is, or lies in; `undefined` for a plain chart on its own. */
export function webAppChartOf(chart: Chart): WebAppChart | undefined {
  return [...chart.node.scopes].reverse().find((scope) => WebAppChart.isWebAppChart(scope));
}

/**
 * Identifies the cluster of each chart. Charts of one environment share one, where they do not name several; where
 * nothing is said of a cluster, every environment and every plain chart has one of its own.
 */
export function clusterKeys(charts: readonly Chart[]): ReadonlyMap<Chart, string> {
  const named = new Map<string, string>();
  for (const { environment, cluster } of charts.filter((chart) => WebAppChart.isWebAppChart(chart))) {
    if (cluster !== undefined && !named.has(environment)) {
      named.set(environment, cluster.key);
    }
  }
  return new Map(
    charts.map((chart) => {
      const owner = webAppChartOf(chart);
      return [
        chart,
        owner === undefined
          ? `chart ${chart.node.path}`
          : (owner.cluster?.key ?? named.get(owner.environment) ?? `environment ${owner.environment}`),
      ];
    }),
  );
}
