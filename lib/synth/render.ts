import { ApiObject } from 'cdk8s';
import { listMembers } from '../checks/list-members';
import { Finding, Issue } from '../model/core/issue';
import { PlacedChart } from './app-tree';
import { Manifest } from './manifest';
import { ManifestDocument } from './manifest-output';
import { ObjectFinish } from './object-finish';
import { isMap } from './plain-data';
import { renderObject } from './resolve';

/** An object of a chart, rendered. */
export class RenderedObject {
  #ahead?: ManifestDocument;

  /**
   * @param source the construct that it was rendered from
   * @param manifest what is written
   */
  constructor(
    readonly chart: PlacedChart,
    readonly source: ApiObject,
    readonly manifest: Manifest,
  ) {}

  /** What is written of it. It is large, so it is not kept for who asks again. */
  document(): ManifestDocument {
    const document = this.#ahead ?? new ManifestDocument(this.manifest);
    this.#ahead = undefined;
    return document;
  }

  /** The hash of that, before it is time to write. */
  documentHash(): string {
    this.#ahead ??= new ManifestDocument(this.manifest);
    return this.#ahead.sha256;
  }
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

/**
 * Renders every object of the charts once.
 *
 * @param finish what outputs make of each object
 */
export function render(charts: readonly PlacedChart[], finish: ObjectFinish): Rendering {
  const rendering: Rendering = { objects: [], issues: [], failures: [] };
  for (const chart of charts) {
    for (const source of chart.sources) {
      for (const manifest of renderSource(source, rendering)) {
        rendering.objects.push(new RenderedObject(chart, source, finish(manifest, chart)));
      }
    }
  }
  return rendering;
}

function renderSource(source: ApiObject, { issues, failures }: Rendering): Manifest[] {
  const findings: Finding[] = [];
  try {
    const members = listMembers(renderObject(source, findings));
    const incomplete = findings.length === 0 ? members.flatMap(incompleteFindings) : [];
    if (findings.length + incomplete.length === 0) {
      return members as Manifest[];
    }
    report(failures, source, incomplete);
  } catch (error) {
    report(failures, source, [failure(error)]);
  }
  report(issues, source, findings);
  return [];
}

function report(issues: Issue[], { node }: ApiObject, findings: readonly Finding[]): void {
  issues.push(...findings.map((finding) => ({ path: node.path, ...finding })));
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
