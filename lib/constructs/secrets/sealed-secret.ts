import { ApiObjectProps } from 'cdk8s';
import type { SealedSecretSpec } from '../../../imports/bitnami.com';
import { KubernetesSecret } from '../../model/secret/kubernetes-secret';
import { SealedData, SealingScope } from '../../model/secret/sealed-data';

/**
 * The object that the Sealed Secrets controller decrypts into the Secret.
 *
 * @see https://github.com/bitnami-labs/sealed-secrets#sealedsecrets-as-templates-for-secrets
 */
export function sealedSecret(secret: KubernetesSecret, data: SealedData): ApiObjectProps {
  const [labels, annotations] = [nonEmpty(data.labels), nonEmpty(data.annotations)];
  const hasMetadata = labels !== undefined || annotations !== undefined;
  const spec: SealedSecretSpec = {
    encryptedData: { ...data.encryptedData },
    template: { type: secret.type, metadata: hasMetadata ? { labels, annotations } : undefined },
  };
  return { apiVersion: 'bitnami.com/v1alpha1', kind: 'SealedSecret', spec };
}

/** Annotations by which the controller knows what the values are bound to. */
export function scopeAnnotations({ scope }: SealedData): { [name: string]: string } {
  return scope === SealingScope.STRICT ? {} : { [`sealedsecrets.bitnami.com/${scope}`]: 'true' };
}

function nonEmpty(given: { [name: string]: string }): { [name: string]: string } | undefined {
  return Object.keys(given).length === 0 ? undefined : { ...given };
}
