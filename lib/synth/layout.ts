import { WebAppChart } from '../charts/web-app-chart';
import { Issue, show } from '../model/core/issue';
import { dnsLabel } from '../model/core/names';
import { list } from '../model/core/reading';
import { printable } from '../model/core/untrusted';
import { PlacedChart } from './app-tree';

/** No file system that people work on refuses a name without these, or takes it for another place. */
const UNUSABLE = /[\u0000-\u001f\u007f\\<>:"|?*]|(?:^|\/)\.{1,2}(?:\/|$)|^\/|\/\/|\/$|[ .](?:\/|$)/;
const LONGEST_NAME = 255;

/** Names of the environments of the charts, each once. */
export function environmentNames(charts: readonly PlacedChart[]): string[] {
  return [...new Set(charts.flatMap(({ chart }) => (WebAppChart.isWebAppChart(chart) ? [chart.environment] : [])))];
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
export function namespaceIssues(charts: readonly PlacedChart[]): Issue[] {
  return charts.flatMap(({ chart, application }) => {
    if (application === undefined || application === chart) {
      return [];
    }
    const path = chart.node.path;
    if (chart.namespace !== undefined) {
      return dnsLabel('namespace', chart.namespace).map((finding) => ({ path, ...finding }));
    }
    const namespace = show(application.release.namespace);
    return [
      {
        path,
        code: 'namespace-missing',
        field: 'namespace',
        given: 'nothing, so the objects of the chart would land in whatever namespace the command is used with',
        allowed: `a namespace; that of ${application.node.path} is ${namespace}`,
        remedy: `Give it to the chart: new Chart(scope, ${show(chart.node.id)}, { namespace: ${namespace} }).`,
      },
    ];
  });
}

/**
 * Two charts with one file would overwrite each other. Some file systems take names for the same that differ in case or
 * in how an accent is encoded, so no chart may rely on that.
 */
export function collisionIssues(charts: readonly PlacedChart[]): Issue[] {
  const owners = new Map<string, PlacedChart>();
  return charts.flatMap((placed) => {
    const { chart, file } = placed;
    const key = file.normalize('NFC').toLowerCase();
    const owner = owners.get(key);
    if (owner === undefined) {
      owners.set(key, placed);
      return [];
    }
    const same = owner.file === file ? `the file ${file}` : `the file ${file}, which is ${owner.file} on some systems`;
    return [
      {
        path: chart.node.path,
        code: 'file-collision',
        field: 'name',
        given: `${same}, which ${owner.chart.node.path} writes too`,
        allowed: 'one chart per environment and name',
        remedy: 'Give one of the two charts another name or environment.',
      },
    ];
  });
}

/** Every file has a name that can be written everywhere. */
export function unusableFileIssues(charts: readonly PlacedChart[]): Issue[] {
  return charts
    .filter(({ file }) => isUnusable(file))
    .map(({ chart, file }) => ({
      path: chart.node.path,
      code: 'file-name-invalid',
      field: 'name',
      given: `the file ${show(file)}`,
      allowed: `names of at most ${LONGEST_NAME} bytes, without control characters and any of \\ < > : " | ? *`,
      remedy: 'Give the chart another id, and check the option outputFileExtension.',
    }));
}

function isUnusable(file: string): boolean {
  return UNUSABLE.test(file) || file.split('/').some((name) => Buffer.byteLength(name) > LONGEST_NAME);
}
