import { fileText } from './file-text';
import { Manifest } from './manifest';
import { sha256 } from './output/index-file';
import { OutputFile } from './output/write-output';
import { toYaml } from './yaml/emitter';

/** What is written of an object. */
export class ManifestDocument {
  /** Its YAML, without a separator. */
  readonly text: string;
  #sha256?: string;

  constructor(readonly manifest: Manifest) {
    this.text = toYaml(manifest);
  }

  /** The hash of the text. Who only prints it needs none. */
  get sha256(): string {
    return (this.#sha256 ??= sha256(this.text));
  }
}

/**
 * A file of manifests, which an index lists with its objects.
 *
 * @param path its path below the output directory
 */
export function manifestOutput(path: string, documents: readonly ManifestDocument[]): OutputFile {
  const objects = documents.map((document) => {
    const { apiVersion, kind, metadata } = document.manifest;
    return { apiVersion, kind, namespace: metadata.namespace, name: metadata.name, sha256: document.sha256 };
  });
  return { path, text: fileText(documents.map(({ text }) => text)), objects };
}
