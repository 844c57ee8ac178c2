import { ApiObject, App, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { WebAppChart } from '../charts/web-app-chart';
import { claimsOf, ExposureClaims } from '../constructs/exposure-claims';
import { externalsOf } from '../constructs/external-objects';
import { ExternalObject } from '../model/external/external-object';

/** What a construct of a chart wants of the cluster. */
export interface PlacedClaims {
  readonly construct: IConstruct;
  readonly claims: ExposureClaims;
}

/** A chart and what lies in it, without charts inside of it, which have files of their own. */
export interface PlacedChart {
  readonly chart: Chart;
  /**
   * The application that the chart is, or lies in.
   * @default - the chart lies in none
   */
  readonly application?: WebAppChart;
  /** Path of its file below the output directory. */
  readonly file: string;
  /** The objects in the order of definition. */
  readonly sources: ApiObject[];
  /** What constructs want of the cluster for themselves alone. */
  readonly claims: PlacedClaims[];
  /** What constructs refer to although nothing renders it. */
  readonly external: ExternalObject[];
  /** Constructs that depend on others. */
  readonly dependents: IConstruct[];
}

/** The charts of the app in the order of definition, after one walk through it. */
export function chartsOf(app: App): PlacedChart[] {
  const charts: PlacedChart[] = [];
  const visit = (construct: IConstruct, outer: PlacedChart | undefined): void => {
    const placed = Chart.isChart(construct) ? place(construct, outer?.application, app.outputFileExtension) : outer;
    if (placed !== undefined) {
      if (placed !== outer) {
        charts.push(placed);
      }
      sort(construct, placed);
    }
    for (const child of construct.node.children) {
      visit(child, placed);
    }
  };
  visit(app, undefined);
  return charts;
}

/** The construct at a path, `undefined` where there is none. */
export function constructAt(root: IConstruct, path: string): IConstruct | undefined {
  return path
    .split('/')
    .reduce<IConstruct | undefined>((scope, id) => (id === '' ? scope : scope?.node.tryFindChild(id)), root);
}

/**
 * Identifies the cluster of each chart. Charts of one environment share one, where they do not name several; where
 * nothing is said of a cluster, every environment and every plain chart has one of its own.
 */
export function clusterKeys(charts: readonly PlacedChart[]): ReadonlyMap<PlacedChart, string> {
  const named = new Map<string, string>();
  for (const { chart } of charts) {
    if (WebAppChart.isWebAppChart(chart) && chart.cluster !== undefined && !named.has(chart.environment)) {
      named.set(chart.environment, chart.cluster.key);
    }
  }
  const keyOf = ({ chart, application }: PlacedChart) =>
    application === undefined
      ? `chart ${chart.node.path}`
      : (application.cluster?.key ?? named.get(application.environment) ?? `environment ${application.environment}`);
  return new Map(charts.map((placed) => [placed, keyOf(placed)]));
}

function sort(construct: IConstruct, { sources, claims, external, dependents }: PlacedChart): void {
  const wanted = claimsOf(construct);
  if (ApiObject.isApiObject(construct)) {
    sources.push(construct);
  }
  external.push(...externalsOf(construct));
  if (wanted !== undefined) {
    claims.push({ construct, claims: wanted });
  }
  if (construct.node.dependencies.length > 0) {
    dependents.push(construct);
  }
}

function place(chart: Chart, outer: WebAppChart | undefined, extension: string): PlacedChart {
  const application = WebAppChart.isWebAppChart(chart) ? chart : outer;
  const file = filePath(chart, application, extension);
  return { chart, application, file, sources: [], claims: [], external: [], dependents: [] };
}

/** It depends on nothing but the chart itself and the application that it lies in. */
function filePath(chart: Chart, application: WebAppChart | undefined, extension: string): string {
  if (application === undefined) {
    return `${chart.node.path.replaceAll('/', '-')}${extension}`;
  }
  const below = chart.node.scopes.slice(application.node.scopes.length).map(({ node }) => node.id);
  return `${application.environment}/${[application.name, ...below].join('-')}${extension}`;
}
