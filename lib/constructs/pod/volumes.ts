import { k8s } from 'cdk8s-plus-28';
import { FilesOptions } from '../../model/service/file-options';
import { ProjectedSource } from '../../model/service/projected-source';
import { PersistentClaimOptions, Volume, VolumeKind } from '../../model/service/volume';
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
      return { name, ephemeral: { volumeClaimTemplate: { spec: claimSpec(volume.claimOptions) } } };
    case VolumeKind.CONFIG_FILES:
      return { name, configMap: { name: configMap?.configMapName, ...filesOf(files) } };
    case VolumeKind.SECRET_FILES:
      return { name, secret: { secretName: secret?.secretName, ...filesOf(files) } };
    case VolumeKind.PROJECTED:
      return { name, projected: { sources: volume.projected.map(projection), defaultMode: files.mode } };
    case VolumeKind.CSI:
      return {
        name,
        csi: {
          driver: csiOptions?.driver ?? '',
          readOnly: csiOptions?.readOnly,
          volumeAttributes: csiOptions?.attributes,
        },
      };
  }
}

/** What a claim asks for. */
export function claimSpec(options: PersistentClaimOptions | undefined): k8s.PersistentVolumeClaimSpec {
  return options === undefined
    ? {}
    : {
        accessModes: [options.accessMode],
        storageClassName: options.storageClass,
        resources: { requests: { storage: k8s.Quantity.fromString(options.size.asString()) } },
      };
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
