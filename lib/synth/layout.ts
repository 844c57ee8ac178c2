import { App, Chart } from 'cdk8s';
import { WebAppChart } from '../charts/web-app-chart';
import { Issue, show } from '../model/core/issue';
import { dnsLabel } from '../model/core/names';
import { list } from '../model/core/reading';
import { printable } from '../model/core/untrusted';
import { webAppChartOf } from './placement';

/**
 * Path of a chart's file below the output directory. It depends on nothing but the chart itself and the application
 * that it lies in.
 */
export function filePath(chart: Chart): string {
  const extension = App.of(chart).outputFileExtension;
  const owner = webAppChartOf(chart);
  if (owner === undefined) {
    return `${chart.node.path.replaceAll('/', '-')}${extension}`;
  }
  const below = chart.node.scopes.slice(owner.node.scopes.length).map(({ node }) => node.id);
  return `${owner.environment}/${[owner.name, ...below].join('-')}${extension}`;
}

/** Names of the environments of the charts, each once. */
export function environmentNames(charts: readonly Chart[]): string[] {
  return [...new Set(charts.filter((chart) => WebAppChart.isWebAppChart(chart)).map((chart) => chart.environment))];
}

/** The selected names are names of environments, and there is at least one. */
export function selectionIssues(selected: unknown, known: readonly string[]): Issue[] {
  const { findings } = list((_, value) => ({ value, findings: [] }))('environments', selected);
  if (selected === undefined || findings.length > 0) {
    return findings.map((finding) => ({ path: 'App', ...finding }));
  }
  const place = { path: 'App', field: 'environments' };
  const allowed = known.length === 0 ? 'none: the app has no environment' : known.join(', ');
  const names = selected as unknown[];
  if (names.length === 0) {
    const remedy = 'Name an environment, or leave the option out for all of them.';
    return [{ ...place, code: 'selection-empty', given: 'no name', allowed, remedy }];
  }
  return names
    .filter((name) => !known.includes(name as string))
    .map((name) => ({
      ...place,
      code: 'environment-unknown',
      given: show(printable(name)),
      allowed,
      remedy: 'Correct the name, or add a chart for the environment.',
    }));
}

/** A chart inside an application does not take over its namespace: cdk8s would write its objects without any. */
export function namespaceIssues(charts: readonly Chart[]): Issue[] {
  return charts.flatMap((chart) => {
    const owner = webAppChartOf(chart);
    if (owner === undefined || owner === chart) {
      return [];
    }
    const path = chart.node.path;
    if (chart.namespace !== undefined) {
      return dnsLabel('namespace', chart.namespace).map((finding) => ({ path, ...finding }));
    }
    const namespace = show(owner.release.namespace);
    return [
      {
        path,
        code: 'namespace-missing',
        field: 'namespace',
        given: 'nothing, so the objects of the chart would land in whatever namespace the command is used with',
        allowed: `a namespace; that of ${owner.node.path} is ${namespace}`,
        remedy: `Give it to the chart: new Chart(scope, ${show(chart.node.id)}, { namespace: ${namespace} }).`,
      },
    ];
  });
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
