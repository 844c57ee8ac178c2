import { fileText } from './file-text';
import { Manifest } from './manifest';
import { sha256 } from './output/index-file';
import { OutputFile } from './output/write-output';
import { toYaml } from './yaml/emitter';

/** What is written of an object. */
export interface ManifestDocument {
  readonly manifest: Manifest;
  /** Its YAML, without a separator. */
  readonly text: string;
  /** The hash of that. */
  readonly sha256: string;
}

/** Writes an object. */
export function manifestDocument(manifest: Manifest): ManifestDocument {
  const text = toYaml(manifest);
  return { manifest, text, sha256: sha256(text) };
}

/**
 * A file of manifests, which an index lists with its objects.
 *
 * @param path its path below the output directory
 */
export function manifestOutput(path: string, documents: readonly ManifestDocument[]): OutputFile {
  const objects = documents.map(({ manifest: { apiVersion, kind, metadata }, sha256: hash }) => {
    return { apiVersion, kind, namespace: metadata.namespace, name: metadata.name, sha256: hash };
  });
  return { path, text: fileText(documents.map(({ text }) => text)), objects };
}
