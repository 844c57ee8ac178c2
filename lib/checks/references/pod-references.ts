import { CheckedContainer, CheckedPod } from '../checked-pod';
import { at, listAt, mappingAt, textAt } from '../data';
import { ReferenceList } from './reference-list';

const SECRETS_STORE = 'secrets-store.csi.k8s.io';
/** Volumes of storage systems, which get a Secret. */
const STORAGE_SECRETS: readonly (readonly string[])[] = [
  ['azureFile', 'secretName'],
  ['cephfs', 'secretRef', 'name'],
  ['csi', 'nodePublishSecretRef', 'name'],
  ['flexVolume', 'secretRef', 'name'],
  ['iscsi', 'secretRef', 'name'],
  ['rbd', 'secretRef', 'name'],
  ['scaleIO', 'secretRef', 'name'],
  ['storageos', 'secretRef', 'name'],
];

/**
 * What pods refer to.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/
 */
export function addPodReferences(list: ReferenceList, { spec, field, containers }: CheckedPod): void {
  list.add('ServiceAccount', spec['serviceAccountName'] ?? spec['serviceAccount'], `${field}.serviceAccountName`);
  list.add('PriorityClass', spec['priorityClassName'], `${field}.priorityClassName`);
  list.add('RuntimeClass', spec['runtimeClassName'], `${field}.runtimeClassName`);
  listAt(spec, 'imagePullSecrets').forEach((secret, index) => {
    list.add('Secret', at(secret, 'name'), `${field}.imagePullSecrets[${index}].name`);
  });
  containers.forEach((container) => {
    addContainerReferences(list, container);
  });
  listAt(spec, 'volumes').forEach((volume, index) => {
    addVolumeReferences(list, volume, `${field}.volumes[${index}]`);
  });
}

function addContainerReferences(list: ReferenceList, { spec, field }: CheckedContainer): void {
  listAt(spec, 'env').forEach((variable, index) => {
    const source = at(variable, 'valueFrom');
    if (source !== undefined) {
      const place = `${field}.env[${index}].valueFrom`;
      list.addKey('ConfigMap', at(source, 'configMapKeyRef'), `${place}.configMapKeyRef`);
      list.addKey('Secret', at(source, 'secretKeyRef'), `${place}.secretKeyRef`);
    }
  });
  listAt(spec, 'envFrom').forEach((source, index) => {
    const place = `${field}.envFrom[${index}]`;
    list.addKey('ConfigMap', at(source, 'configMapRef'), `${place}.configMapRef`);
    list.addKey('Secret', at(source, 'secretRef'), `${place}.secretRef`);
  });
}

function addVolumeReferences(list: ReferenceList, volume: unknown, field: string): void {
  list.addFiles('ConfigMap', at(volume, 'configMap'), `${field}.configMap`, 'name');
  list.addFiles('Secret', at(volume, 'secret'), `${field}.secret`, 'secretName');
  const claim = 'persistentVolumeClaim';
  list.add('PersistentVolumeClaim', at(volume, claim, 'claimName'), `${field}.${claim}.claimName`);
  const template = 'ephemeral.volumeClaimTemplate.spec';
  list.add(
    'StorageClass',
    at(volume, ...template.split('.'), 'storageClassName'),
    `${field}.${template}.storageClassName`,
  );
  listAt(volume, 'projected', 'sources').forEach((source, index) => {
    const place = `${field}.projected.sources[${index}]`;
    list.addFiles('ConfigMap', at(source, 'configMap'), `${place}.configMap`, 'name');
    list.addFiles('Secret', at(source, 'secret'), `${place}.secret`, 'name');
  });
  for (const keys of STORAGE_SECRETS) {
    list.add('Secret', at(volume, ...keys), `${field}.${keys.join('.')}`);
  }
  if (textAt(volume, 'csi', 'driver') === SECRETS_STORE) {
    const attributes = mappingAt(volume, 'csi', 'volumeAttributes');
    const place = `${field}.csi.volumeAttributes.secretProviderClass`;
    list.add('SecretProviderClass', attributes['secretProviderClass'], place);
  }
}
