import { ApiObjectProps } from 'cdk8s';
import { Construct } from 'constructs';
import { Finding } from '../../model/core/issue';
import { textOf } from '../../model/core/untrusted';
import { annotationFindings, labelsFindings } from '../../model/exposure/annotations';
import { ExternalObject } from '../../model/external/external-object';
import { ExternalCreationPolicy } from '../../model/secret/external-store';
import { KubernetesSecret } from '../../model/secret/kubernetes-secret';
import { SecretSourceKind } from '../../model/secret/secret-source';
import { VolumeMount } from '../../model/service/mount';
import { type IAppSecrets } from '../app-secrets';
import { defaultsOf } from '../defaults';
import { declareExternal } from '../external-objects';
import { KubernetesObject } from '../kubernetes-object';
import { componentLabels } from '../labels';
import { Validation } from '../validation';
import { externalSecret } from './external-secret';
import { scopeAnnotations, sealedSecret } from './sealed-secret';
import { csiVolumes, secretProviderClass } from './secret-provider-class';

/** Labels and annotations of the object that makes a Secret. */
export interface SecretMetadata {
  /**
   * Labels of the object that makes the Secret. They take the place of those of the library.
   * @default - only those of the library
   */
  readonly labels?: { [key: string]: string };
  /**
   * Annotations of the object that makes the Secret.
   * @default - none
   */
  readonly annotations?: { [key: string]: string };
}

/** A Secret that is declared by its keys, together with the object that makes it, where there is one. */
export class DeclaredSecret extends Construct implements IAppSecrets {
  /** @default - the Secret is made by hand, and nothing is rendered */
  readonly resource?: KubernetesObject;
  readonly #secret: KubernetesSecret;

  constructor(scope: Construct, id: string, secret: KubernetesSecret, findings: Finding[], metadata: SecretMetadata) {
    super(scope, id);
    this.#secret = secret;
    const { labels = {}, annotations = {} } = metadata;
    Validation.of(this).report(
      ...findings,
      ...labelsFindings('labels', labels),
      ...annotationFindings('annotations', annotations),
    );
    declareExternal(this, ...madeElsewhere(secret));
    const object = objectOf(secret);
    if (object !== undefined) {
      const own = secret.source.sealedData === undefined ? {} : scopeAnnotations(secret.source.sealedData);
      this.resource = new KubernetesObject(this, 'Resource', {
        ...object,
        metadata: {
          name: this.secretName,
          labels: { ...componentLabels('secrets', defaultsOf(this)), ...labels },
          annotations: { ...own, ...annotations },
        },
      });
    }
  }

  get secretName(): string {
    return textOf(this.#secret.name);
  }

  get requiredKeys(): string[] {
    return this.#secret.requiredKeys;
  }

  get optionalKeys(): string[] {
    return this.#secret.optionalKeys;
  }

  get requiredVolumes(): { [name: string]: VolumeMount } {
    const { csiOptions } = this.#secret.source;
    return csiOptions === undefined ? {} : csiVolumes(this.#secret, csiOptions);
  }
}

/** The Secret, where it is not the rendered object alone that makes it. */
function madeElsewhere({ name, keys, source }: KubernetesSecret): ExternalObject[] {
  if (source.kind === SecretSourceKind.BY_HAND) {
    return [ExternalObject.secret(name, { keys: keys.map((key) => key.name) })];
  }
  const isCompleted = source.externalStore?.creationPolicy === ExternalCreationPolicy.MERGE;
  return isCompleted ? [ExternalObject.secret(name)] : [];
}

/** What makes the Secret; `undefined` where somebody does. */
function objectOf(secret: KubernetesSecret): ApiObjectProps | undefined {
  const { externalStore, sealedData, csiOptions, kind } = secret.source;
  if (kind === SecretSourceKind.BY_HAND) {
    return undefined;
  }
  if (externalStore !== undefined) {
    return externalSecret(secret, externalStore);
  }
  if (sealedData !== undefined) {
    return sealedSecret(secret, sealedData);
  }
  return csiOptions === undefined ? undefined : secretProviderClass(secret, csiOptions);
}
