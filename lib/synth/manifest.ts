/** A rendered Kubernetes object. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ManifestMetadata;
}

/** The part of an object's metadata that identifies it. */
export interface ManifestMetadata {
  readonly name: string;
  /** @default - the object belongs to no namespace, or to that of the command */
  readonly namespace?: string;
}

/** One file of manifests. */
export interface ManifestFile {
  /** Path below the output directory, with `/` on every platform. */
  readonly path: string;
  /** The objects in the order of the file. */
  readonly objects: Manifest[];
  /** The text of the file. */
  readonly text: string;
}

/** Compares by code unit: `localeCompare` would depend on the machine. */
export function compareText(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}
