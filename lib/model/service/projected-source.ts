import { Finding } from '../core/issue';
import { wholeNumber } from '../core/rules';
import { fieldsOf } from '../core/untrusted';
import { filePathFindings, filesFindings, FilesOptions, IConfigMapReference, ISecretReference } from './file-options';

/** A token of the pod's ServiceAccount for somebody outside Kubernetes. */
export interface TokenFileOptions {
  /** Path of the file below the directory of the mount. */
  readonly path: string;
  /**
   * Who is meant to accept the token.
   * @default - the API server
   */
  readonly audience?: string;
  /**
   * Seconds until it is replaced, at least 600.
   * @default - 3600, as Kubernetes has it
   */
  readonly expirationSeconds?: number;
}

/** Facts about the pod as files. */
export interface FieldFile {
  /** Path of the file below the directory of the mount. */
  readonly path: string;
  /** The fact, for example `metadata.labels`. */
  readonly field: string;
}

const LEAST_TOKEN_SECONDS = 600;

/**
 * One part of a projected volume.
 *
 * @see https://kubernetes.io/docs/concepts/storage/projected-volumes/
 */
export class ProjectedSource {
  /** Keys of a ConfigMap as files. */
  static config(config: IConfigMapReference, options: FilesOptions = {}): ProjectedSource {
    return new ProjectedSource(options, config);
  }

  /** Keys of a Secret as files. */
  static secret(secret: ISecretReference, options: FilesOptions = {}): ProjectedSource {
    return new ProjectedSource(options, undefined, secret);
  }

  /** A token that expires and is renewed. */
  static serviceAccountToken(options: TokenFileOptions): ProjectedSource {
    return new ProjectedSource({}, undefined, undefined, options);
  }

  /** Facts about the pod. */
  static fields(files: FieldFile[]): ProjectedSource {
    return new ProjectedSource({}, undefined, undefined, undefined, files);
  }

  private constructor(
    /** How keys become files. */
    readonly files: FilesOptions,
    /** @default - not a ConfigMap */
    readonly configMap?: IConfigMapReference,
    /** @default - not a Secret */
    readonly secret?: ISecretReference,
    /** @default - not a token */
    readonly token?: TokenFileOptions,
    /** @default - no facts about the pod */
    readonly fieldFiles?: FieldFile[],
  ) {}
}

/** Everything that can be wrong with one part of a projected volume. */
export function projectedFindings(field: string, { files, token, fieldFiles = [] }: ProjectedSource): Finding[] {
  const { path, expirationSeconds = LEAST_TOKEN_SECONDS } = fieldsOf(token);
  const why = { code: 'token-lifetime-out-of-range', remedy: 'Kubernetes issues no shorter tokens.' };
  return [
    ...filesFindings(field, files),
    ...(token === undefined
      ? []
      : [
          ...filePathFindings(`${field}.path`, path as string),
          ...wholeNumber(`${field}.expirationSeconds`, expirationSeconds, { min: LEAST_TOKEN_SECONDS }, why),
        ]),
    ...fieldFiles.flatMap((file, index) => filePathFindings(`${field}.files[${index}].path`, file.path)),
  ];
}
