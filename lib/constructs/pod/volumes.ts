import type { k8s } from 'cdk8s-plus-28';
import { accessModesOf, PersistentClaimOptions } from '../../model/service/claim';
import { FilesOptions, ISecretReference } from '../../model/service/file-options';
import { ProjectedSource } from '../../model/service/projected-source';
import { CsiVolumeOptions, Volume, VolumeKind } from '../../model/service/volume';
import { IAppSecrets } from '../app-secrets';
import { Written } from '../written';
import { nonEmpty } from './container';

/**
 * The volume of a pod as Kubernetes writes it.
 *
 * @param claimName name of the claim behind it, where the workload renders one
 */
export function podVolume(name: string, volume: Volume, claimName: string): Written<k8s.Volume> {
  const { files = {}, configMap, secret, csiOptions, nfsOptions, hostPath, hostPathOptions } = volume;
  switch (volume.kind) {
    case VolumeKind.EMPTY_DIR:
    case VolumeKind.MEMORY:
      return { name, emptyDir: emptyDir(volume) };
    case VolumeKind.PERSISTENT_CLAIM:
      return { name, persistentVolumeClaim: { claimName } };
    case VolumeKind.EXISTING_CLAIM:
      return { name, persistentVolumeClaim: { claimName: volume.claimName ?? '', readOnly: volume.readOnly } };
    case VolumeKind.EPHEMERAL_CLAIM:
      return { name, ephemeral: { volumeClaimTemplate: claimTemplate(volume.claimOptions) } };
    case VolumeKind.CONFIG_FILES:
      return { name, configMap: { name: configMap?.configMapName, ...filesOf(files) } };
    case VolumeKind.SECRET_FILES:
      return { name, ...secretFiles(secret?.secretName, secretParts(secret, files)) };
    case VolumeKind.PROJECTED:
      return { name, projected: { sources: volume.projected.flatMap(projections), defaultMode: files.mode } };
    case VolumeKind.DOWNWARD_API:
      return { name, downwardAPI: { items: volume.projected.flatMap(fieldItems), defaultMode: files.mode } };
    case VolumeKind.CSI:
      return { name, csi: csi(csiOptions) };
    case VolumeKind.NFS:
      return { name, nfs: { server: '', path: '', ...nfsOptions } };
    case VolumeKind.HOST_PATH:
      return { name, hostPath: { path: hostPath ?? '', type: hostPathOptions?.type } };
  }
}

/** A claim that Kubernetes makes for each pod. */
export function claimTemplate(claim: PersistentClaimOptions | undefined): Written<k8s.PersistentVolumeClaimTemplate> {
  const { labels, annotations } = claim ?? {};
  const metadata = labels === undefined && annotations === undefined ? undefined : { labels, annotations };
  return { metadata, spec: claimSpec(claim) };
}

/** What a claim asks for. */
export function claimSpec(claim: PersistentClaimOptions | undefined): Written<k8s.PersistentVolumeClaimSpec> {
  if (claim?.size === undefined) {
    return {};
  }
  return {
    accessModes: accessModesOf(claim),
    storageClassName: claim.storageClass,
    volumeMode: claim.volumeMode,
    volumeName: claim.volumeName,
    selector: claim.selector === undefined ? undefined : { matchLabels: claim.selector },
    dataSource: claim.dataSource,
    resources: { requests: { storage: claim.size.asString() } },
  };
}

function csi(options: CsiVolumeOptions | undefined): k8s.CsiVolumeSource {
  const { driver = '', readOnly, fsType, attributes, nodePublishSecretName: secretName } = options ?? {};
  const nodePublishSecretRef = secretName === undefined ? undefined : { name: secretName };
  return { driver, readOnly, fsType, volumeAttributes: attributes, nodePublishSecretRef };
}

function emptyDir({ kind, emptyDirOptions }: Volume): Written<k8s.EmptyDirVolumeSource> {
  return {
    medium: kind === VolumeKind.MEMORY ? 'Memory' : undefined,
    sizeLimit: emptyDirOptions?.sizeLimit?.asString(),
  };
}

function filesOf({ items, mode, optional }: FilesOptions) {
  return { items: nonEmpty(items?.map((item) => ({ ...item }))), defaultMode: mode, optional };
}

/** A Secret of which some keys are needed and others are not is mounted in two parts: only a whole part is optional. */
function secretFiles(secretName: string | undefined, parts: readonly FilesOptions[]): Partial<Written<k8s.Volume>> {
  const [files = {}] = parts;
  if (parts.length === 1) {
    return { secret: { secretName, ...filesOf(files) } };
  }
  return { projected: { sources: parts.map((part) => secretProjection(secretName, part)), defaultMode: files.mode } };
}

/** What the author says of optional files holds; otherwise files are optional where their keys are declared so. */
function secretParts(secret: ISecretReference | undefined, files: FilesOptions): FilesOptions[] {
  if (files.optional !== undefined || !isDeclared(secret)) {
    return [files];
  }
  const { requiredKeys, optionalKeys } = secret;
  const { items } = files;
  if (items === undefined || items.length === 0) {
    const isOptional = requiredKeys.length === 0 && optionalKeys.length > 0;
    return [isOptional ? { ...files, optional: true } : files];
  }
  const optional = items.filter(({ key }) => optionalKeys.includes(key));
  const needed = items.filter(({ key }) => !optionalKeys.includes(key));
  return [
    ...(needed.length === 0 ? [] : [{ ...files, items: needed }]),
    ...(optional.length === 0 ? [] : [{ ...files, items: optional, optional: true }]),
  ];
}

/** Files can also be made of a Secret of which only the name is known. */
function isDeclared(secret: ISecretReference | undefined): secret is IAppSecrets {
  return secret !== undefined && 'requiredKeys' in secret && 'optionalKeys' in secret;
}

function secretProjection(name: string | undefined, files: FilesOptions): Written<k8s.VolumeProjection> {
  const { items, optional } = filesOf(files);
  return { secret: { name, items, optional } };
}

function projections(source: ProjectedSource): Written<k8s.VolumeProjection>[] {
  const { files, configMap, secret, token } = source;
  if (configMap !== undefined) {
    const { items, optional } = filesOf(files);
    return [{ configMap: { name: configMap.configMapName, items, optional } }];
  }
  if (secret !== undefined) {
    return secretParts(secret, files).map((part) => secretProjection(secret.secretName, part));
  }
  if (token !== undefined) {
    return [{ serviceAccountToken: { ...token } }];
  }
  return [{ downwardAPI: { items: fieldItems(source) } }];
}

function fieldItems({ fieldFiles = [] }: ProjectedSource): Written<k8s.DownwardApiVolumeFile>[] {
  return fieldFiles.map(({ path, field }) => ({ path, fieldRef: { fieldPath: field } }));
}
