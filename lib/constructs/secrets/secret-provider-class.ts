import { ApiObjectProps } from 'cdk8s';
import type { SecretProviderClassSpec } from '../../../imports/secrets-store.csi.x-k8s.io';
import { CsiOptions } from '../../model/secret/csi-driver';
import { KubernetesSecret } from '../../model/secret/kubernetes-secret';
import { VolumeMount } from '../../model/service/mount';
import { Volume } from '../../model/service/volume';
import { contentHash } from '../content-hash';

const DRIVER = 'secrets-store.csi.k8s.io';
const MAX_VOLUME_NAME_LENGTH = 63;

/**
 * The object by which the Secrets Store CSI driver mounts values, and makes the Secret of them.
 *
 * @see https://secrets-store-csi-driver.sigs.k8s.io/topics/sync-as-kubernetes-secret
 */
export function secretProviderClass(secret: KubernetesSecret, options: CsiOptions): ApiObjectProps {
  const { provider, parameters, objects = {}, absentKeys = [] } = options;
  const data = secret.keys
    .filter(({ name }) => !absentKeys.includes(name))
    .map(({ name }) => ({ objectName: Object.hasOwn(objects, name) ? objects[name] : name, key: name }));
  const secretObjects = [{ secretName: secret.name, type: secret.type, data }];
  const spec: SecretProviderClassSpec = { provider, parameters, secretObjects };
  return { apiVersion: 'secrets-store.csi.x-k8s.io/v1', kind: 'SecretProviderClass', spec };
}

/** The volume that makes the driver work: it keeps the Secret only while a pod mounts it. */
export function csiVolumes({ name }: KubernetesSecret, { mountPath }: CsiOptions): { [name: string]: VolumeMount } {
  const volume = Volume.csi({ driver: DRIVER, readOnly: true, attributes: { secretProviderClass: name } });
  return { [volumeName(name)]: { path: mountPath ?? `/mnt/secrets-store/${name}`, readOnly: true, volume } };
}

/** Names of volumes are shorter than those of Secrets, and have no dots. */
function volumeName(secretName: string): string {
  const name = `secrets-${secretName.replaceAll('.', '-')}`;
  if (name.length <= MAX_VOLUME_NAME_LENGTH) {
    return name;
  }
  const hash = contentHash(secretName);
  return `${name.slice(0, MAX_VOLUME_NAME_LENGTH - hash.length - 1)}-${hash}`;
}
