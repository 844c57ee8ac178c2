import { Finding, show } from '../core/issue';
import { optionFindings, readOptions } from '../core/options';
import { instance, list, number, Readers, record, text } from '../core/reading';
import { wholeNumber } from '../core/rules';
import { hasMethods } from '../core/untrusted';
import {
  configMapReader,
  filePathFindings,
  FILES_OPTIONS,
  filesFindings,
  FilesOptions,
  IConfigMapReference,
  ISecretReference,
  repeatedFileFindings,
  secretReader,
} from './file-options';

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

interface SourceFields {
  readonly files?: FilesOptions;
  readonly configMap?: IConfigMapReference;
  readonly secret?: ISecretReference;
  readonly token?: TokenFileOptions;
  readonly fieldFiles?: readonly FieldFile[];
}

const LEAST_TOKEN_SECONDS = 600;
const TOKEN_OPTIONS: Readers = { path: text, audience: text, expirationSeconds: number };
const fieldFilesReader = list(record({ path: text, field: text }));
/** Facts that Kubernetes writes into files. */
const FILE_FACT = /^metadata\.(?:name|namespace|uid|(?:labels|annotations)(?:\['[^']+'\])?)$/;

/**
 * One part of a projected volume.
 *
 * @see https://kubernetes.io/docs/concepts/storage/projected-volumes/
 */
export class ProjectedSource {
  /** Keys of a ConfigMap as files. */
  static config(config: IConfigMapReference, options?: FilesOptions): ProjectedSource {
    const { value, findings } = configMapReader('config', config ?? null);
    const read = readOptions(options, FILES_OPTIONS);
    return new ProjectedSource({ files: read.options, configMap: value as IConfigMapReference }, (field) =>
      optionFindings(field, [...findings, ...read.wrong], filesFindings(field, read.options)),
    );
  }

  /** Keys of a Secret as files. */
  static secret(secret: ISecretReference, options?: FilesOptions): ProjectedSource {
    const { value, findings } = secretReader('secret', secret ?? null);
    const read = readOptions(options, FILES_OPTIONS);
    return new ProjectedSource({ files: read.options, secret: value as ISecretReference }, (field) =>
      optionFindings(field, [...findings, ...read.wrong], filesFindings(field, read.options)),
    );
  }

  /** A token that expires and is renewed. */
  static serviceAccountToken(options: TokenFileOptions): ProjectedSource {
    const { options: token, wrong } = readOptions(options, TOKEN_OPTIONS);
    return new ProjectedSource({ token: token as TokenFileOptions }, (field) =>
      optionFindings(field, wrong, tokenFindings(field, token)),
    );
  }

  /** Facts about the pod. */
  static fields(files: FieldFile[]): ProjectedSource {
    const { value = [], findings } = fieldFilesReader('files', files ?? null);
    const fieldFiles = value as FieldFile[];
    return new ProjectedSource({ fieldFiles }, (field) =>
      optionFindings(field, findings, fieldFilesFindings(`${field}.files`, fieldFiles)),
    );
  }

  /** How keys become files. */
  readonly files: FilesOptions;
  /** @default - not a ConfigMap */
  readonly configMap?: IConfigMapReference;
  /** @default - not a Secret */
  readonly secret?: ISecretReference;
  /** @default - not a token */
  readonly token?: TokenFileOptions;

  readonly #fieldFiles: readonly FieldFile[];
  readonly #judge: (field: string) => Finding[];

  private constructor(fields: SourceFields, judge: (field: string) => Finding[]) {
    this.files = fields.files ?? {};
    this.configMap = fields.configMap;
    this.secret = fields.secret;
    this.token = fields.token;
    this.#fieldFiles = fields.fieldFiles ?? [];
    this.#judge = judge;
  }

  /** Facts about the pod: a copy. */
  get fieldFiles(): FieldFile[] {
    return [...this.#fieldFiles];
  }

  /** Everything that is wrong with it. */
  findings(field: string): Finding[] {
    return this.#judge(field);
  }
}

/** Reads the parts of a projected volume. */
export const projectedReader = list(
  instance('a ProjectedSource', (value) => hasMethods(value, ['findings']) && 'fieldFiles' in value),
);

function tokenFindings(field: string, { path, expirationSeconds = LEAST_TOKEN_SECONDS }: Partial<TokenFileOptions>) {
  const why = { code: 'token-lifetime-out-of-range', remedy: 'Kubernetes issues no shorter tokens.' };
  return [
    ...filePathFindings(`${field}.path`, path),
    ...wholeNumber(`${field}.expirationSeconds`, expirationSeconds, { min: LEAST_TOKEN_SECONDS }, why),
  ];
}

/** Files have paths of their own, and facts are those that Kubernetes writes into files. */
function fieldFilesFindings(field: string, files: readonly Partial<FieldFile>[]): Finding[] {
  return [
    ...files.flatMap(({ path, field: fact }, index) => [
      ...filePathFindings(`${field}[${index}].path`, path),
      ...(FILE_FACT.test(fact ?? '') ? [] : [unknownFact(`${field}[${index}].field`, fact)]),
    ]),
    ...repeatedFileFindings(
      field,
      files.map(({ path }) => path),
    ),
  ];
}

function unknownFact(field: string, given: string | undefined): Finding {
  const allowed = "metadata.name, .namespace, .uid, .labels, .annotations, .labels['...'] or .annotations['...']";
  return { code: 'pod-field-unknown', field, given: show(given), allowed, remedy: 'Correct the path of the field.' };
}
