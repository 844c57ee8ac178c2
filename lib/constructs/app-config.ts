import { ApiObject, Lazy } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { Construct, IConstruct } from 'constructs';
import { show } from '../model/core/issue';
import { dataKey, dnsSubdomain } from '../model/core/names';
import { placeholderFindings } from '../model/core/variables';
import { Validation } from './validation';

/** Configuration that workloads take their environment from. */
export interface IAppConfig extends IConstruct {
  /** Name of the ConfigMap. */
  readonly configMapName: string;
}

/** Options of `AppConfig`. */
export interface AppConfigProps {
  /**
   * Name of the ConfigMap.
   * @default - the id of the construct
   */
  readonly name?: string;
  /**
   * The configuration: variable names and their values. Confidential values belong in `AppSecrets`.
   * @default - empty; grows by `add`
   */
  readonly data?: { [key: string]: string };
}

/**
 * Configuration of an application that is not confidential: a ConfigMap.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/configmap/
 */
export class AppConfig extends Construct implements IAppConfig {
  readonly configMapName: string;
  readonly #data = new Map<string, string>();

  constructor(scope: Construct, id: string, props: AppConfigProps = {}) {
    super(scope, id);
    this.configMapName = props.name ?? id;
    Validation.of(this).report(...dnsSubdomain('name', this.configMapName));
    Object.entries(props.data ?? {}).forEach(([key, value]) => this.add(key, value));

    const metadata = { name: this.configMapName, labels: { 'app.kubernetes.io/component': 'config' } };
    new ApiObject(this, 'Resource', {
      ...k8s.KubeConfigMap.manifest({ metadata }),
      data: Lazy.any({ produce: () => this.data }),
    });
  }

  /** A copy of the configuration. */
  get data(): { [key: string]: string } {
    return Object.fromEntries(this.#data);
  }

  /** Whether there is such a key. */
  has(key: string): boolean {
    return this.#data.has(key);
  }

  /**
   * Adds one variable. A key that exists already is an error, so that no setting is lost unseen.
   */
  add(key: string, value: string): void {
    const field = `data.${key}`;
    const validation = Validation.of(this);
    if (this.#data.has(key)) {
      validation.report({
        code: 'key-duplicate',
        field,
        given: `${show(key)} more than once`,
        allowed: 'every key once',
        remedy: 'Remove one of the two.',
      });
      return;
    }
    validation.report(...dataKey(field, key), ...textFindings(field, value));
    this.#data.set(key, value);
  }
}

function textFindings(field: string, value: unknown) {
  if (typeof value === 'string') {
    return placeholderFindings(field, value);
  }
  const remedy = 'Put the value in quotes; Kubernetes keeps configuration as text.';
  return [{ code: 'value-not-text', field, given: `a value of type ${typeof value}`, allowed: 'text', remedy }];
}
