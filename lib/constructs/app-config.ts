import { ApiObject, Lazy } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { Construct, IConstruct } from 'constructs';
import { Finding, show } from '../model/core/issue';
import { dataKey, dnsSubdomain } from '../model/core/names';
import { plainTextFindings } from '../model/core/plain-text';
import { printable, textOf } from '../model/core/untrusted';
import { Validation } from './validation';

/** Configuration that workloads take their environment from. */
export interface IAppConfig extends IConstruct {
  /** Name of the ConfigMap. */
  readonly configMapName: string;

  /** Whether the ConfigMap holds such a key. */
  has(key: string): boolean;
}

/** Keys that the objects of JavaScript have a use for: the stock `App` of cdk8s loses them or cannot render them. */
const KEYS_OF_JAVASCRIPT = ['__proto__', 'constructor'];
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
    const { name = id, data } = Validation.of(this).fieldsOf('props', props);
    this.configMapName = textOf(name);
    Validation.of(this).report(...dnsSubdomain('name', printable(name)));
    Validation.of(this).addRule(() => (APP in this.node.root ? [] : this.lostKeys()));
    Object.entries(Validation.of(this).fieldsOf('data', data)).forEach(([key, value]) =>
      this.add(key, value as string),
    );

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
    const validation = Validation.of(this);
    const wrong = keyFindings(key);
    const field = `data.${textOf(key)}`;
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
    validation.report(...wrong, ...textFindings(field, value));
    if (wrong.length === 0) {
      this.#data.set(key, textOf(value));
    }
  }

  private lostKeys(): Finding[] {
    return KEYS_OF_JAVASCRIPT.filter((key) => this.#data.has(key)).map((key) => ({
      code: 'key-invalid',
      field: `data.${key}`,
      given: show(key),
      allowed: `any name but ${show(key)} in the App of cdk8s`,
      remedy: 'Rename the key, or use the App of this library, which can write it.',
    }));
  }
}

function keyFindings(key: unknown): Finding[] {
  const field = `data.${textOf(key)}`;
  return [...dataKey(field, printable(key)), ...variableFindings(field, key)];
}

/** Workloads take every key as a variable. Before version 1.30, Kubernetes skips those that begin with a digit. */
function variableFindings(field: string, key: unknown): Finding[] {
  if (!/^[0-9]/.test(textOf(key))) {
    return [];
  }
  const [allowed, remedy] = ['a name that does not begin with a digit', 'Rename it, or containers start without it.'];
  return [{ code: 'key-not-a-variable', field, given: show(key), allowed, remedy }];
}

function textFindings(field: string, value: unknown): Finding[] {
  if (typeof value === 'string') {
    return plainTextFindings(field, value);
  }
  const remedy = 'Put the value in quotes; Kubernetes keeps configuration as text.';
  return [{ code: 'value-not-text', field, given: `a value of type ${typeof value}`, allowed: 'text', remedy }];
}
