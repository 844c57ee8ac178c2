import * as path from 'node:path';
import { Lazy } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { Finding } from '../model/core/issue';
import { boolean, map, object, record, text } from '../model/core/reading';
import { textOf } from '../model/core/untrusted';
import { utf8 } from '../model/core/utf8';
import { annotationFindings, labelsFindings } from '../model/exposure/annotations';
import {
  configNameFindings,
  dataFindings,
  duplicateFinding,
  sealedFinding,
  sizeFindings,
  textFindings,
  lostKeyFindings,
} from './app-config-findings';
import { ConfigDirectoryOptions, readConfigDirectory, readConfigFile, readDirectoryOptions } from './config-files';
import { ConfigMapReference, ConfigMapReferenceOptions } from './config-map-reference';
import { contentHash } from './content-hash';
import { Default, defaultsOf } from './defaults';
import { KubernetesObject } from './kubernetes-object';
import { componentLabels } from './labels';
import { Validation } from './validation';

/** Configuration that workloads take their environment and files from. */
export interface IAppConfig extends IConstruct {
  /** Name of the ConfigMap. Where it is made of the content, nothing can be added once it was read. */
  readonly configMapName: string;

  /** Names of the keys that are known. */
  readonly keys: string[];
  /**
   * Names of the keys whose values are bytes: these can be files, not variables.
   * @default - none
   */
  readonly binaryKeys?: string[];
  /** @default - the values are not known here */
  readonly data?: { [key: string]: string };
  /**
   * What pods are annotated with, so that they are replaced when the content changes.
   * @default - the content is not known here, or the name says it already
   */
  readonly checksum?: string;

  /** Whether the ConfigMap holds such a key. */
  has(key: string): boolean;
}

/** What tells our `App`, which renders every key. */
const APP = Symbol.for('cdk8s-webapp.App');

/** Options of `AppConfig`. */
export interface AppConfigProps {
  /**
   * Name of the ConfigMap.
   * @default - the id of the construct
   */
  readonly name?: string;
  /**
   * The configuration: variable names and their values, or names of files and their text. Confidential values belong in
   * `AppSecrets`.
   * @default - empty; grows by `add`
   */
  readonly data?: { [key: string]: string };
  /**
   * Files that become keys: their paths by the key, for example `{ 'nginx.conf': 'config/nginx.conf' }`.
   * @default - none; grows by `addFile` and `addDirectory`
   */
  readonly files?: { [key: string]: string };
  /**
   * Directory that paths of files are relative to, for example `__dirname`.
   * @default - the directory of the command
   */
  readonly baseDirectory?: string;
  /**
   * Whether the name ends with a hash of the content: changed configuration is then a new ConfigMap, and pods find theirs
   * for as long as they run. Otherwise the name never changes, and pods carry a checksum as an annotation.
   * @default - true, unless the chart turns off `Default.CONFIG_NAME_HASH`
   */
  readonly nameSuffixHash?: boolean;
  /**
   * Whether the cluster refuses every change of the content.
   * @default - true where the name ends with a hash, else false
   */
  readonly immutable?: boolean;
  /**
   * Labels of the ConfigMap. They take the place of those of the library.
   * @default - only those of the library
   */
  readonly labels?: { [key: string]: string };
  /**
   * Annotations of the ConfigMap.
   * @default - none
   */
  readonly annotations?: { [key: string]: string };
}

const readProps = record({
  name: text,
  data: object,
  files: object,
  baseDirectory: text,
  nameSuffixHash: boolean,
  immutable: boolean,
  labels: map(text),
  annotations: map(text),
});

/**
 * Configuration of an application that is not confidential: a ConfigMap.
 *
 * When a value changes, the pods of every workload that reads it are replaced.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/configmap/
 */
export class AppConfig extends Construct implements IAppConfig {
  /**
   * A ConfigMap that somebody else makes. It is referred to by name and never rendered; that its content changes is not
   * known, so pods are not replaced.
   *
   * @param scope where the reference belongs, usually the chart
   * @param id id of the construct
   * @param configMapName name of the ConfigMap, in the namespace of the chart
   * @param options the keys that it holds
   */
  static fromConfigMapName(
    scope: Construct,
    id: string,
    configMapName: string,
    options: ConfigMapReferenceOptions,
  ): IAppConfig {
    return new ConfigMapReference(scope, id, configMapName, options);
  }

  /** The ConfigMap. */
  readonly configMap: KubernetesObject;
  readonly #name: string;
  readonly #baseDirectory: string;
  readonly #isNamedByContent: boolean;
  readonly #data = new Map<string, () => string>();
  readonly #binaryData = new Map<string, string>();
  #hash?: string;

  constructor(scope: Construct, id: string, props: AppConfigProps = {}) {
    super(scope, id);
    const { value, findings } = readProps('', props);
    const given = { ...(value as AppConfigProps | undefined) };
    const applies = defaultsOf(this);
    this.#name = given.name ?? id;
    this.#baseDirectory = path.resolve(given.baseDirectory ?? '.');
    this.#isNamedByContent = given.nameSuffixHash ?? applies(Default.CONFIG_NAME_HASH);
    const isNameWrong = findings.some(({ field }) => field === 'name');
    Validation.of(this).report(
      ...findings,
      ...(isNameWrong ? [] : configNameFindings('name', this.#name, this.#isNamedByContent)),
      ...labelsFindings('labels', given.labels ?? {}),
      ...annotationFindings('annotations', given.annotations ?? {}),
    );
    Validation.of(this).addRule(() => (APP in this.node.root ? [] : lostKeyFindings(this.keys)));
    Validation.of(this).addRule(() => sizeFindings(new Map(Object.entries(this.data)), this.#binaryData));
    Object.entries(given.data ?? {}).forEach(([key, each]) => {
      this.add(key, each);
    });
    Object.entries(given.files ?? {}).forEach(([key, file]) => {
      this.addFile(file, key);
    });
    this.configMap = this.render(given, { ...componentLabels('config', applies), ...given.labels });
  }

  get configMapName(): string {
    return this.#isNamedByContent ? `${this.#name}-${this.hash()}` : this.#name;
  }

  get checksum(): string | undefined {
    return this.#isNamedByContent ? undefined : this.hash();
  }

  /** A copy of the configuration that is text. */
  get data(): { [key: string]: string } {
    return Object.fromEntries([...this.#data].map(([key, produce]) => [key, produce()]));
  }

  get keys(): string[] {
    return [...this.#data.keys(), ...this.#binaryData.keys()];
  }

  get binaryKeys(): string[] {
    return [...this.#binaryData.keys()];
  }

  has(key: string): boolean {
    return this.#data.has(key) || this.#binaryData.has(key);
  }

  /**
   * Adds one variable, or one file by its text. A key that exists already is an error, so that no setting is lost unseen.
   *
   * A value that is known only when everything is defined, such as the address of a workload whose route comes later, is
   * given as `Lazy.any({ produce: () => ... })` of cdk8s.
   */
  add(key: string, value: string): void {
    const field = `data.${textOf(key)}`;
    const isLazy = (value as unknown) instanceof Lazy;
    const produce = isLazy ? () => (value as unknown as Lazy).produce() as string : () => value;
    const isNew = !this.has(key);
    const isAccepted = this.accepts(field, key);
    if (isAccepted) {
      this.#data.set(key, () => textOf(produce()));
    }
    if (isAccepted || isNew) {
      Validation.of(this).addRule(() => textFindings(field, produce()));
    }
  }

  /**
   * Adds a file, which is read at once and kept byte by byte: as text where it is UTF-8, else as binary data.
   *
   * @param file path of the file, relative to `baseDirectory`
   * @param key the key; without one, the name of the file
   */
  addFile(file: string, key: string = path.basename(textOf(file))): void {
    const field = `files.${textOf(key)}`;
    const { bytes, findings } = readConfigFile(field, file, this.#baseDirectory);
    Validation.of(this).report(...findings);
    // Without a path there is no key either, which needs no saying.
    if (bytes === undefined || !this.accepts(field, key)) {
      return;
    }
    const content = utf8(bytes);
    if (content === undefined) {
      this.#binaryData.set(key, Buffer.from(bytes).toString('base64'));
    } else {
      Validation.of(this).report(...textFindings(field, content));
      this.#data.set(key, () => content);
    }
  }

  /**
   * Adds every file of a directory, under its name. Names that begin with a dot are left out. A directory inside it is an
   * error, unless it is excluded.
   *
   * @param directory path of the directory, relative to `baseDirectory`
   */
  addDirectory(directory: string, options: ConfigDirectoryOptions = {}): void {
    const { value, findings: wrong } = readDirectoryOptions('addDirectory', options);
    const reading = readConfigDirectory(directory, { ...(value as ConfigDirectoryOptions) }, this.#baseDirectory);
    Validation.of(this).report(...wrong, ...reading.findings);
    reading.files.forEach((file) => {
      this.addFile(file.path, file.key);
    });
  }

  private render({ annotations, immutable }: AppConfigProps, labels: { [key: string]: string }): KubernetesObject {
    const metadata = {
      // The name may be made of what is added later.
      name: Lazy.any({ produce: () => this.configMapName }) as unknown as string,
      labels,
      annotations,
    };
    const configMap = new KubernetesObject(this, 'Resource', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata,
      data: Lazy.any({ produce: () => (this.#data.size === 0 && this.#binaryData.size > 0 ? undefined : this.data) }),
      binaryData: Lazy.any({ produce: () => this.binaryData() }),
      immutable: immutable ?? (this.#isNamedByContent ? true : undefined),
    });
    Object.defineProperty(configMap, 'name', { get: () => this.configMapName, enumerable: true });
    return configMap;
  }

  private binaryData(): { [key: string]: string } | undefined {
    return this.#binaryData.size === 0 ? undefined : Object.fromEntries(this.#binaryData);
  }

  /** From the first time on, it holds: whoever asked has used it. */
  private hash(): string {
    const content = { data: this.data, binaryData: this.binaryData() ?? {} };
    this.#hash ??= contentHash(this.configMap.withOverlays(content));
    return this.#hash;
  }

  /** Whether the key can be added; what speaks against it is reported. */
  private accepts(field: string, key: string): boolean {
    const findings: Finding[] = this.has(key)
      ? [duplicateFinding(field, key)]
      : [
          ...dataFindings(field, key),
          ...(this.#hash === undefined ? [] : [sealedFinding(field, this.#isNamedByContent)]),
        ];
    Validation.of(this).report(...findings);
    return findings.length === 0;
  }
}
