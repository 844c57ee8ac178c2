import { ApiObject } from 'cdk8s';
import { listMembers } from '../checks/list-members';
import { Finding, Issue } from '../model/core/issue';
import { PlacedChart } from './app-tree';
import { Manifest } from './manifest';
import { isMap, plainData } from './plain-data';
import { renderObject } from './resolve';

/** An object of a chart, rendered. */
export interface RenderedObject {
  readonly chart: PlacedChart;
  /** The construct that it was rendered from. */
  readonly source: ApiObject;
  /** What is written. */
  readonly manifest: Manifest;
}

/** What rendering gave. */
export interface Rendering {
  /** The objects of all charts, in the order of definition. */
  readonly objects: RenderedObject[];
  /** Values that no manifest can hold, at the construct. */
  readonly issues: Issue[];
  /** Objects that came to nothing, at the construct. What it was made from may be the cause. */
  readonly failures: Issue[];
}

/** Renders every object of the charts once. */
export function render(charts: readonly PlacedChart[]): Rendering {
  const rendering: Rendering = { objects: [], issues: [], failures: [] };
  for (const chart of charts) {
    for (const source of chart.sources) {
      const issues: Finding[] = [];
      const failures: Finding[] = [];
      const manifests = renderSource(source, issues, failures);
      const path = source.node.path;
      rendering.objects.push(...manifests.map((manifest) => ({ chart, source, manifest })));
      rendering.issues.push(...issues.map((finding) => ({ path, ...finding })));
      rendering.failures.push(...failures.map((finding) => ({ path, ...finding })));
    }
  }
  return rendering;
}

function renderSource(source: ApiObject, issues: Finding[], failures: Finding[]): Manifest[] {
  try {
    const members = listMembers(plainData(renderObject(source), issues));
    failures.push(...(issues.length === 0 ? members.flatMap(incompleteFindings) : []));
    return issues.length === 0 && failures.length === 0 ? (members as Manifest[]) : [];
  } catch (error) {
    failures.push(failure(error));
    return [];
  }
}

/** Without these fields no cluster takes an object. */
function incompleteFindings(manifest: unknown): Finding[] {
  const { apiVersion, kind, metadata } = isObject(manifest) ? manifest : {};
  const { name, generateName } = isObject(metadata) ? metadata : {};
  return [
    ...missing('apiVersion', apiVersion),
    ...missing('kind', kind),
    ...(isText(generateName) ? [] : missing('metadata.name', name)),
  ];
}

function missing(field: string, given: unknown): Finding[] {
  if (isText(given)) {
    return [];
  }
  const remedy = 'Say it where the object is defined, and look for a JSON patch that takes it away.';
  const what = given === undefined ? 'nothing' : `a value of type ${typeof given}`;
  return [{ code: 'object-incomplete', field, given: what, allowed: 'text', remedy }];
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function isObject(value: unknown): value is { [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && isMap(value);
}

function failure(error: unknown): Finding {
  return {
    code: 'object-not-rendered',
    field: '(object)',
    given: `what throws when it is rendered: ${error instanceof Error ? error.message : String(error)}`,
    allowed: 'an object that can be rendered',
    remedy: 'Correct the lazy value, the resolver or the JSON patch that the message is about.',
  };
}
