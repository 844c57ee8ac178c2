import { fileText } from './file-text';
import { Manifest } from './manifest';
import { sha256 } from './output/index-file';
import { OutputFile } from './output/write-output';
import { toYaml } from './yaml/emitter';

/**
 * A file of manifests, which an index lists with its objects.
 *
 * @param path its path below the output directory
 */
export function manifestOutput(path: string, objects: readonly Manifest[]): OutputFile {
  const documents = objects.map(toYaml);
  const indexed = objects.map(({ apiVersion, kind, metadata: { namespace, name } }, index) => {
    return { apiVersion, kind, namespace, name, sha256: sha256(documents[index] as string) };
  });
  return { path, text: fileText(documents), objects: indexed };
}
