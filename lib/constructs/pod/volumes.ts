import { k8s } from 'cdk8s-plus-28';
import { accessModesOf, PersistentClaimOptions } from '../../model/service/claim';
import { FilesOptions } from '../../model/service/file-options';
import { ProjectedSource } from '../../model/service/projected-source';
import { CsiVolumeOptions, Volume, VolumeKind } from '../../model/service/volume';
import { nonEmpty } from './container';

/**
 * The volume of a pod as Kubernetes writes it.
 *
 * @param claimName name of the claim behind it, where the workload renders one
 */
export function podVolume(name: string, volume: Volume, claimName: string): k8s.Volume {
  const { files = {}, configMap, secret, csiOptions } = volume;
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
      return { name, secret: { secretName: secret?.secretName, ...filesOf(files) } };
    case VolumeKind.PROJECTED:
      return { name, projected: { sources: volume.projected.map(projection), defaultMode: files.mode } };
    case VolumeKind.CSI:
      return { name, csi: csi(csiOptions) };
  }
}

/** A claim that Kubernetes makes for each pod. */
export function claimTemplate(claim: PersistentClaimOptions | undefined): k8s.PersistentVolumeClaimTemplate {
  const { labels, annotations } = claim ?? {};
  const metadata = labels === undefined && annotations === undefined ? undefined : { labels, annotations };
  return { metadata, spec: claimSpec(claim) };
}

/** What a claim asks for. */
export function claimSpec(claim: PersistentClaimOptions | undefined): k8s.PersistentVolumeClaimSpec {
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
    resources: { requests: { storage: k8s.Quantity.fromString(claim.size.asString()) } },
  };
}

function csi(options: CsiVolumeOptions | undefined): k8s.CsiVolumeSource {
  const { driver = '', readOnly, fsType, attributes, nodePublishSecretName: secretName } = options ?? {};
  const nodePublishSecretRef = secretName === undefined ? undefined : { name: secretName };
  return { driver, readOnly, fsType, volumeAttributes: attributes, nodePublishSecretRef };
}

function emptyDir({ kind, emptyDirOptions }: Volume): k8s.EmptyDirVolumeSource {
  const limit = emptyDirOptions?.sizeLimit?.asString();
  return {
    medium: kind === VolumeKind.MEMORY ? 'Memory' : undefined,
    sizeLimit: limit === undefined ? undefined : k8s.Quantity.fromString(limit),
  };
}

function filesOf({ items, mode, optional }: FilesOptions) {
  return { items: nonEmpty(items?.map((item) => ({ ...item }))), defaultMode: mode, optional };
}

function projection({ files, configMap, secret, token, fieldFiles = [] }: ProjectedSource): k8s.VolumeProjection {
  const { items, optional } = filesOf(files);
  if (configMap !== undefined) {
    return { configMap: { name: configMap.configMapName, items, optional } };
  }
  if (secret !== undefined) {
    return { secret: { name: secret.secretName, items, optional } };
  }
  if (token !== undefined) {
    return { serviceAccountToken: { ...token } };
  }
  return { downwardApi: { items: fieldFiles.map(({ path, field }) => ({ path, fieldRef: { fieldPath: field } })) } };
}
