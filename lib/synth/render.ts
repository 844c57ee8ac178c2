import { ApiObject, Chart, Yaml } from 'cdk8s';
import { Issue } from '../model/core/issue';
import { inApplyOrder } from './apply-order';
import { filePath } from './layout';
import { Manifest, ManifestFile } from './manifest';

/** The objects of a chart without those of charts inside it, which have files of their own. */
export function apiObjects(chart: Chart): ApiObject[] {
  return chart.node
    .findAll()
    .filter((construct): construct is ApiObject => ApiObject.isApiObject(construct) && construct.chart === chart);
}

/** Renders every object of a chart once. */
export function renderFile(chart: Chart): ManifestFile {
  const objects = inApplyOrder(apiObjects(chart).map((object) => object.toJson() as Manifest));
  // Every file begins with a separator, for tools that join files without one.
  const text = objects.map((object) => `---\n${Yaml.stringify(object)}`).join('');
  return { path: filePath(chart), objects, text };
}

/** Within one directory no two objects are the same object, or one would silently replace the other. */
export function duplicateIssues(charts: readonly Chart[]): Issue[] {
  const owners = new Map<string, ApiObject>();
  return charts.flatMap((chart) =>
    apiObjects(chart).flatMap((object) => {
      const key = [environmentOf(chart), object.apiGroup, object.kind, object.metadata.namespace, object.name].join(
        '/',
      );
      const owner = owners.get(key);
      if (owner === undefined) {
        owners.set(key, object);
        return [];
      }
      return [duplicateIssue(object, owner)];
    }),
  );
}

function environmentOf(chart: Chart): string {
  const file = filePath(chart);
  return file.includes('/') ? file.slice(0, file.indexOf('/')) : file;
}

function duplicateIssue(object: ApiObject, owner: ApiObject): Issue {
  return {
    path: object.node.path,
    code: 'object-duplicate',
    field: 'name',
    given: `${object.kind} ${object.name}, which ${owner.node.path} is too`,
    allowed: 'every kind and name once in an environment',
    remedy: 'Give one of the two another name.',
  };
}
