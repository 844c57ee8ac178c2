import { App, Chart } from 'cdk8s';
import { WebAppChart } from '../charts/web-app-chart';
import { Issue } from '../model/core/issue';

/** Path of a chart's file below the output directory. It depends on nothing but the chart itself. */
export function filePath(chart: Chart): string {
  const extension = App.of(chart).outputFileExtension;
  return WebAppChart.isWebAppChart(chart)
    ? `${chart.environment}/${chart.name}${extension}`
    : `${chart.node.path.replaceAll('/', '-')}${extension}`;
}

/** Names of the environments of the charts, each once. */
export function environmentNames(charts: readonly Chart[]): string[] {
  return [...new Set(charts.filter((chart) => WebAppChart.isWebAppChart(chart)).map((chart) => chart.environment))];
}

/** The selected names are names of environments. */
export function selectionIssues(selected: readonly string[], known: readonly string[]): Issue[] {
  return selected
    .filter((name) => !known.includes(name))
    .map((name) => ({
      path: 'App',
      code: 'environment-unknown',
      field: 'environments',
      given: JSON.stringify(name),
      allowed: known.length === 0 ? 'none: the app has no environment' : known.join(', '),
      remedy: 'Correct the name, or add a chart for the environment.',
    }));
}

/** Two charts with one file would overwrite each other. */
export function collisionIssues(charts: readonly Chart[]): Issue[] {
  const owners = new Map<string, Chart>();
  return charts.flatMap((chart) => {
    const file = filePath(chart);
    const owner = owners.get(file);
    if (owner === undefined) {
      owners.set(file, chart);
      return [];
    }
    return [
      {
        path: chart.node.path,
        code: 'file-collision',
        field: 'name',
        given: `the file ${file}, which ${owner.node.path} writes too`,
        allowed: 'one chart per environment and name',
        remedy: 'Give one of the two charts another name or environment.',
      },
    ];
  });
}
