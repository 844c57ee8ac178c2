import { ApiObject, Chart, Yaml } from 'cdk8s';
import { inApplyOrder } from './apply-order';
import { filePath } from './layout';
import { compareText, Manifest, ManifestFile } from './manifest';

/** An object of a chart, rendered. */
export interface RenderedObject {
  /** The chart whose file it is written to. */
  readonly chart: Chart;
  /** The construct that it was rendered from. */
  readonly source: ApiObject;
  /** What is written. */
  readonly manifest: Manifest;
}

/** What rendering gave. */
export interface Rendering {
  /** The objects of all charts, in the order of the construct tree. */
  readonly objects: RenderedObject[];
  /** What cdk8s threw, object by object. Where a construct reports problems, they are the likely cause. */
  readonly errors: unknown[];
}

/** The fields that a reader looks for first. */
const FIRST_FIELDS = ['apiVersion', 'kind', 'metadata'];

/** Renders every object of the charts once. */
export function render(charts: readonly Chart[]): Rendering {
  const rendering: Rendering = { objects: [], errors: [] };
  for (const chart of charts) {
    for (const source of apiObjects(chart)) {
      try {
        rendering.objects.push({ chart, source, manifest: inFieldOrder(source.toJson()) });
      } catch (error) {
        rendering.errors.push(error);
      }
    }
  }
  return rendering;
}

/** The file of a chart. */
export function fileOf(chart: Chart, rendered: readonly RenderedObject[]): ManifestFile {
  const objects = inApplyOrder(rendered.filter((object) => object.chart === chart).map(({ manifest }) => manifest));
  // Every file begins with a separator, for tools that join files without one.
  const text = objects.map((object) => `---\n${Yaml.stringify(object)}`).join('');
  return { path: filePath(chart), objects, text };
}

/** The objects of a chart without those of charts inside it, which have files of their own. */
function apiObjects(chart: Chart): ApiObject[] {
  return chart.node
    .findAll()
    .filter((construct): construct is ApiObject => ApiObject.isApiObject(construct) && construct.chart === chart);
}

/** cdk8s sorts fields too, but not where `CDK8S_DISABLE_SORT` is set, nor those that a patch adds. */
function inFieldOrder(manifest: object): Manifest {
  const fields = Object.entries(manifest).map(([name, value]): [string, unknown] => [name, sorted(value)]);
  fields.sort(([a], [b]) => rank(a) - rank(b) || compareText(a, b));
  return Object.fromEntries(fields) as unknown as Manifest;
}

function rank(field: string): number {
  const index = FIRST_FIELDS.indexOf(field);
  return index === -1 ? FIRST_FIELDS.length : index;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sorted);
  }
  if (Object.prototype.toString.call(value) !== '[object Object]') {
    return value;
  }
  const entries = Object.entries(value as object).map(([name, part]): [string, unknown] => [name, sorted(part)]);
  return Object.fromEntries(entries.sort(([a], [b]) => compareText(a, b)));
}
