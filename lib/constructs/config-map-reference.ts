import { Construct } from 'constructs';
import { dataKey, dnsSubdomain } from '../model/core/names';
import { list, record, text } from '../model/core/reading';
import { printable, textOf } from '../model/core/untrusted';
import { ExternalObject } from '../model/external/external-object';
import { type IAppConfig } from './app-config';
import { declareExternal } from './external-objects';
import { Validation } from './validation';

/** What is known of a ConfigMap that somebody else makes. */
export interface ConfigMapReferenceOptions {
  /** Its keys. A key that is not among them cannot be asked for; without any, it can still be taken as a whole. */
  readonly keys: string[];
}

const readOptions = record({ keys: list(text) });

/** A ConfigMap that is referred to by name. */
export class ConfigMapReference extends Construct implements IAppConfig {
  readonly configMapName: string;
  readonly #keys: readonly string[];

  constructor(scope: Construct, id: string, configMapName: string, options: ConfigMapReferenceOptions) {
    super(scope, id);
    const { value, findings } = readOptions('', options);
    const { keys = [] } = { ...(value as Partial<ConfigMapReferenceOptions> | undefined) };
    this.configMapName = textOf(configMapName);
    this.#keys = keys;
    // Without keys it is taken as a whole, and what it holds is not known.
    declareExternal(this, ExternalObject.configMap(this.configMapName, keys.length === 0 ? {} : { keys }));
    Validation.of(this).report(
      ...findings,
      ...dnsSubdomain('name', printable(configMapName)),
      ...keys.flatMap((key, index) => dataKey(`keys[${index}]`, key)),
    );
  }

  get keys(): string[] {
    return [...this.#keys];
  }

  has(key: string): boolean {
    return this.#keys.includes(key);
  }
}
