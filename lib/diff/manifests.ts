import { compareText } from '../model/core/compare-text';
import { kubernetesDocuments } from '../model/core/load-yaml';
import { DiffObject } from './identity';

const MANIFEST_FILE = /\.ya?ml$/;

/** A file that holds something else than manifests. */
export class UnreadableManifest extends Error {
  override readonly name = 'Error';
}

/**
 * The objects of manifest files, read as kubectl reads them: YAML 1.1, without dates.
 *
 * @param files texts by path; files of other kinds are passed over
 */
export function objectsOf(files: ReadonlyMap<string, string>): DiffObject[] {
  const manifests = [...files].filter(([file]) => MANIFEST_FILE.test(file) && !file.startsWith('.'));
  return manifests.sort(([a], [b]) => compareText(a, b)).flatMap(([file, text]) => documents(file, text));
}

function documents(file: string, text: string): DiffObject[] {
  return kubernetesDocuments(text).flatMap((document) => {
    const [error] = document.errors;
    const value = (error === undefined ? document.toJS() : undefined) as unknown;
    if (value === null) {
      return [];
    }
    if (error !== undefined || !isManifest(value)) {
      const why = error === undefined ? 'a document has no apiVersion, kind or metadata.name' : error.message;
      throw new UnreadableManifest(`${file} cannot be read as manifests: ${why}`);
    }
    return [value];
  });
}

function isManifest(value: unknown): value is DiffObject {
  const { apiVersion, kind, metadata } = (value ?? {}) as { readonly [field: string]: unknown };
  const { name } = (metadata ?? {}) as { readonly name?: unknown };
  return [apiVersion, kind, name].every((field) => typeof field === 'string');
}
