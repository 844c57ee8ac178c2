import { isMapping, Mapping } from '../../model/core/untrusted';
import { CheckedContainer, CheckedPod } from '../checked-pod';
import { at, listAt, mappingAt, textAt } from '../data';
import { ReferenceList } from './reference-list';

/** Looks for what a volume of a kind refers to. */
type LookIntoVolume = (list: ReferenceList, source: Mapping, field: string) => void;

const SECRETS_STORE = 'secrets-store.csi.k8s.io';
/** Storage systems get a Secret. */
const withSecret: LookIntoVolume = (list, source, field) => {
  list.add('Secret', at(source, 'secretRef', 'name'), `${field}.secretRef.name`);
};
/** By the field of a volume. */
const VOLUMES: ReadonlyMap<string, LookIntoVolume> = new Map<string, LookIntoVolume>([
  [
    'azureFile',
    (list, source, field) => {
      list.add('Secret', source['secretName'], `${field}.secretName`);
    },
  ],
  ['cephfs', withSecret],
  [
    'configMap',
    (list, source, field) => {
      list.addFiles('ConfigMap', source, field, 'name');
    },
  ],
  ['csi', addCsiReferences],
  [
    'ephemeral',
    (list, source, field) => {
      const keys = ['volumeClaimTemplate', 'spec', 'storageClassName'];
      list.add('StorageClass', at(source, ...keys), [field, ...keys].join('.'));
    },
  ],
  ['flexVolume', withSecret],
  ['iscsi', withSecret],
  [
    'persistentVolumeClaim',
    (list, source, field) => {
      list.add('PersistentVolumeClaim', source['claimName'], `${field}.claimName`);
    },
  ],
  ['projected', addProjectedReferences],
  ['rbd', withSecret],
  ['scaleIO', withSecret],
  [
    'secret',
    (list, source, field) => {
      list.addFiles('Secret', source, field, 'secretName');
    },
  ],
  ['storageos', withSecret],
]);

/**
 * What pods refer to.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/
 */
export function addPodReferences(list: ReferenceList, { spec, field, containers }: CheckedPod): void {
  list.add('ServiceAccount', spec['serviceAccountName'] ?? spec['serviceAccount'], `${field}.serviceAccountName`);
  list.add('PriorityClass', spec['priorityClassName'], `${field}.priorityClassName`);
  list.add('RuntimeClass', spec['runtimeClassName'], `${field}.runtimeClassName`);
  const pullSecrets = listAt(spec, 'imagePullSecrets');
  for (let index = 0; index < pullSecrets.length; index += 1) {
    list.add('Secret', at(pullSecrets[index], 'name'), `${field}.imagePullSecrets[${index}].name`);
  }
  for (const container of containers) {
    addContainerReferences(list, container);
  }
  const volumes = listAt(spec, 'volumes');
  for (let index = 0; index < volumes.length; index += 1) {
    const volume = volumes[index];
    for (const kind of isMapping(volume) ? Object.keys(volume) : []) {
      VOLUMES.get(kind)?.(list, mappingAt(volume, kind), `${field}.volumes[${index}].${kind}`);
    }
  }
}

function addContainerReferences(list: ReferenceList, { spec, field }: CheckedContainer): void {
  const variables = listAt(spec, 'env');
  for (let index = 0; index < variables.length; index += 1) {
    const source = at(variables[index], 'valueFrom');
    if (source !== undefined) {
      const place = `${field}.env[${index}].valueFrom`;
      list.addKey('ConfigMap', at(source, 'configMapKeyRef'), `${place}.configMapKeyRef`);
      list.addKey('Secret', at(source, 'secretKeyRef'), `${place}.secretKeyRef`);
    }
  }
  const sources = listAt(spec, 'envFrom');
  for (let index = 0; index < sources.length; index += 1) {
    const place = `${field}.envFrom[${index}]`;
    list.addKey('ConfigMap', at(sources[index], 'configMapRef'), `${place}.configMapRef`);
    list.addKey('Secret', at(sources[index], 'secretRef'), `${place}.secretRef`);
  }
}

function addProjectedReferences(list: ReferenceList, projected: Mapping, field: string): void {
  listAt(projected, 'sources').forEach((source, index) => {
    const place = `${field}.sources[${index}]`;
    list.addFiles('ConfigMap', at(source, 'configMap'), `${place}.configMap`, 'name');
    list.addFiles('Secret', at(source, 'secret'), `${place}.secret`, 'name');
  });
}

function addCsiReferences(list: ReferenceList, csi: Mapping, field: string): void {
  list.add('Secret', at(csi, 'nodePublishSecretRef', 'name'), `${field}.nodePublishSecretRef.name`);
  if (csi['driver'] === SECRETS_STORE) {
    const name = textAt(csi, 'volumeAttributes', 'secretProviderClass');
    list.add('SecretProviderClass', name, `${field}.volumeAttributes.secretProviderClass`);
  }
}
