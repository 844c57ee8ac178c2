import { SynthesizedObject } from './manifest';
import { OutputFile } from './output/write-output';

/**
 * The file that validation plugins of the cdk8s command look constructs up in. They know the name of an object only, so
 * every construct with an object of that name is given; `objects` tells them apart.
 *
 * It is also an empty list of Kubernetes, so that `kubectl apply -f dist/`, which reads every JSON file, finds nothing in it.
 */
export function constructRecord(objects: readonly SynthesizedObject[]): OutputFile {
  const paths = new Map<string, string[]>();
  for (const { name, path } of objects) {
    const known = paths.get(name);
    if (known === undefined) {
      paths.set(name, [path]);
    } else {
      known.push(path);
    }
  }
  const resources = Object.fromEntries([...paths].map(([name, found]) => [name, { path: found.join(', ') }]));
  const record = {
    apiVersion: 'v1',
    kind: 'List',
    items: [],
    version: '1.0.0',
    resources,
    objects: objects.map(({ file, apiVersion, kind, namespace, name, path }) => ({
      ...{ file, apiVersion, kind, namespace, name, path },
    })),
  };
  return { path: 'construct-metadata.json', text: `${JSON.stringify(record, null, 2)}\n` };
}
