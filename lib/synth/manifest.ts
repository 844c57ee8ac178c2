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
  /**
   * Name of the environment that the file belongs to.
   * @default - a chart outside of every environment is written to it
   */
  readonly environment?: string;
  /** The objects in the order of the file. */
  readonly objects: Manifest[];
  /** The text of the file, written anew each time that it is asked for. */
  readonly text: string;
}

/** One object that was rendered, and where it comes from. */
export interface SynthesizedObject {
  /** Path of the construct that it was rendered from. */
  readonly path: string;
  readonly apiVersion: string;
  readonly kind: string;
  /** @default - the object belongs to no namespace, or to that of the command */
  readonly namespace?: string;
  readonly name: string;
  /** @default - it lies in a chart outside of every environment */
  readonly environment?: string;
  /** Path of its file below the output directory. */
  readonly file: string;
  /** What is written: plain data, its fields in one order. */
  readonly manifest: Manifest;
}
