import { Chart } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { Finding, show } from '../model/core/issue';
import { anything, instance, list, map, record, text } from '../model/core/reading';
import { showWithoutValue } from '../model/core/rules';
import { fieldsOf, hasMethods, listOf } from '../model/core/untrusted';
import { KubernetesSecret } from '../model/secret/kubernetes-secret';
import { SecretKey } from '../model/secret/secret-key';
import { SecretSource } from '../model/secret/secret-source';
import { SecretType } from '../model/secret/secret-type';
import { VolumeMount } from '../model/service/mount';
import { findAppContext } from './app-context';
import { KubernetesObject } from './kubernetes-object';
import { DeclaredSecret, SecretMetadata } from './secrets/declared-secret';
import {
  AppSecretsKeys,
  CsiSecretProps,
  ExternalSecretProps,
  ReadIdentity,
  SealedSecretProps,
  splitProps,
} from './secrets/secret-props';

/** Confidential configuration that workloads take their environment and files from. Only names are known here. */
export interface IAppSecrets extends IConstruct {
  /** Name of the Secret. */
  readonly secretName: string;
  /** Keys without which the application does not start. */
  readonly requiredKeys: string[];
  /** Keys that switch on features. */
  readonly optionalKeys: string[];
  /**
   * The object that makes the Secret: an ExternalSecret, SealedSecret or SecretProviderClass.
   * @default - somebody makes the Secret, and nothing is rendered
   */
  readonly resource?: KubernetesObject;
  /**
   * Volumes that a pod mounts so that the Secret exists. Workloads mount them by themselves.
   * @default - none
   */
  readonly requiredVolumes?: { [name: string]: VolumeMount };
}

/**
 * Confidential configuration of an application.
 *
 * No method takes a secret value: values live in the cluster, in a store that the cluster reads, or sealed for it.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/secret/
 */
export class AppSecrets {
  /**
   * A Secret that somebody creates beforehand. It is referenced by name and never rendered.
   *
   * @param scope where the reference belongs, usually the chart
   * @param id id of the construct
   * @param secretName name of the Secret, in the namespace of the chart
   * @param keys the keys it must or may hold
   */
  static fromSecretName(scope: Construct, id: string, secretName: string, keys: AppSecretsKeys): IAppSecrets {
    const { value, findings: wrong } = KEYS('keys', keys);
    const identity = { name: secretName, ...fieldsOf(value as AppSecretsKeys | undefined) };
    const secret = secretOf(scope, identity, SecretSource.createdByHand(), keysOf(identity));
    const problems = inWordsOfProps(secret, identity, wrong.length > 0).map((finding) =>
      /^(required|optional)\[/.test(finding.field) ? { ...finding, field: `keys.${finding.field}` } : finding,
    );
    return new DeclaredSecret(scope, id, secret, [...wrong, ...problems], {});
  }

  /**
   * The Secret that the model describes, and what makes it: its source says whether an ExternalSecret, a SealedSecret or a
   * SecretProviderClass is rendered. The Secret itself never is.
   *
   * @param scope where the secrets belong, usually the chart
   * @param id id of the construct
   * @param secret the Secret, in the namespace of the chart
   * @param metadata labels and annotations of the object that makes it
   */
  static fromSecret(
    scope: Construct,
    id: string,
    secret: KubernetesSecret,
    metadata: SecretMetadata = {},
  ): IAppSecrets {
    const { findings } = A_SECRET('secret', secret ?? null);
    if (findings.length > 0) {
      return new DeclaredSecret(scope, id, NO_SECRET, findings, {});
    }
    const { value, findings: wrong } = METADATA('metadata', metadata);
    const problems = [...wrong, ...secret.findings(), ...namespaceFindings(secret, namespaceOf(scope))];
    return new DeclaredSecret(scope, id, secret, problems, fieldsOf(value as SecretMetadata | undefined));
  }

  /** A Secret that the External Secrets operator copies from a store. */
  static externalSecret(scope: Construct, id: string, props: ExternalSecretProps): IAppSecrets {
    const { identity, findings, rest } = splitProps(props);
    const source = SecretSource.externalSecrets(rest as ExternalSecretProps);
    return declared(scope, id, { name: id, ...identity }, source, findings);
  }

  /** A Secret that the Sealed Secrets controller decrypts inside the cluster. */
  static sealedSecret(scope: Construct, id: string, props: SealedSecretProps): IAppSecrets {
    const { identity, findings, rest } = splitProps(props);
    const source = SecretSource.sealedSecrets(rest);
    const { name = id, type, encryptedData = {} } = { ...source.sealedData };
    const sealed = Object.keys(encryptedData).filter((key) => !listOf(identity.optional).includes(key));
    const known = { name, type: type as SecretType | undefined, required: sealed };
    return declared(scope, id, { ...known, ...identity }, source, findings);
  }

  /** A Secret that the Secrets Store CSI driver makes while pods mount its values. */
  static csi(scope: Construct, id: string, props: CsiSecretProps): IAppSecrets {
    const { identity, findings, rest } = splitProps(props);
    return declared(scope, id, { name: id, ...identity }, SecretSource.csi(rest as CsiSecretProps), findings);
  }

  private constructor() {}
}

const A_SECRET = instance('a KubernetesSecret', (value) => hasMethods(value, ['findings', 'verify']));
/** What is no text is no key, as the rules for keys say. */
const KEYS = record({ required: list(anything), optional: list(anything) });
const METADATA = record({ labels: map(text), annotations: map(text) });
/** How the Secret calls the name of one of its keys. */
const KEY_NAME = /^keys\[(\d+)\]\.name$/;
/** What stands in for a Secret after its absence was reported. */
const NO_SECRET = new KubernetesSecret({ name: '', namespace: '', keys: [] });

function declared(
  scope: Construct,
  id: string,
  identity: ReadIdentity,
  source: SecretSource,
  findings: Finding[],
): IAppSecrets {
  const secret = secretOf(scope, identity, source, keysOf(identity));
  const wrong = new Set(findings.map(({ field }) => field));
  const problems = inWordsOfProps(secret, identity, wrong.has('required') || wrong.has('optional'));
  const others = problems.filter(({ field }) => !wrong.has(field));
  return new DeclaredSecret(scope, id, secret, [...findings, ...others], identity);
}

function keysOf({ required, optional }: ReadIdentity): SecretKey[] {
  return [
    ...listOf(required).map((key) => SecretKey.required(key)),
    ...listOf(optional).map((key) => SecretKey.optional(key)),
  ];
}

function secretOf(scope: Construct, { name, type }: ReadIdentity, source: SecretSource, keys: SecretKey[]) {
  // A plain chart without a namespace cannot tell; whatever is sealed can.
  const namespace = namespaceOf(scope) ?? source.sealedData?.namespace ?? 'default';
  return new KubernetesSecret({ name: name as string, namespace, type, keys, source });
}

/** Whether the Secret declares the key. */
export function declares({ requiredKeys, optionalKeys }: IAppSecrets, key: string): boolean {
  return requiredKeys.includes(key) || optionalKeys.includes(key);
}

/** A key is asked for that its source does not have. */
export function unknownKeyFinding(field: string, key: string, owner: string, known: readonly string[]): Finding {
  return {
    code: 'key-unknown',
    field,
    given: showWithoutValue(key),
    allowed: known.length === 0 ? `nothing: ${owner} has no keys` : `a key that ${owner} has: ${known.join(', ')}`,
    remedy: 'Correct the key, or declare it where the others are.',
  };
}

function namespaceOf(construct: IConstruct): string | undefined {
  return Chart.of(construct).namespace ?? findAppContext(construct)?.namespace;
}

/**
 * What is wrong with the Secret, in the words of whoever gave its parts one by one. That no key is named is not said again
 * where the lists are no lists; a wrong namespace is reported by the chart.
 */
function inWordsOfProps(secret: KubernetesSecret, { required }: ReadIdentity, isReported: boolean): Finding[] {
  const count = listOf(required).length;
  const findings = secret.findings().filter(({ field }) => field !== 'namespace');
  const place = (_: string, index: string) =>
    Number(index) < count ? `required[${index}]` : `optional[${Number(index) - count}]`;
  const remedy = "Name the keys that the application reads: { required: ['KEY'] }.";
  return findings
    .filter(({ code }) => code !== 'secret-keys-empty' || !isReported)
    .map((finding) => (finding.code === 'secret-keys-empty' ? { ...finding, remedy } : finding))
    .map((finding) => ({ ...finding, field: finding.field.replace(/^source\./, '').replace(KEY_NAME, place) }));
}

/** Pods can only read Secrets of their own namespace. */
function namespaceFindings({ namespace }: KubernetesSecret, own: string | undefined) {
  if (own === undefined || namespace === own) {
    return [];
  }
  return [
    {
      code: 'secret-of-other-namespace',
      field: 'namespace',
      given: show(namespace),
      allowed: `${own}, the namespace of the chart`,
      remedy: 'Create the Secret in the namespace of the pods that read it.',
    },
  ];
}
