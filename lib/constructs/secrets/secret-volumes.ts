import { Finding, show } from '../../model/core/issue';
import { mountsOf, repeatedPathFindings, VolumeMount } from '../../model/service/mount';
import { IAppSecrets } from '../app-secrets';

/** Volumes that a pod must mount for its Secrets to exist. */
export function secretVolumes(secrets: readonly IAppSecrets[]): { [name: string]: VolumeMount } {
  return Object.fromEntries(secrets.flatMap(({ requiredVolumes = {} }) => Object.entries(requiredVolumes)));
}

/** They get in no way of the volumes that the author of the workload names. */
export function secretVolumeFindings(
  secrets: readonly IAppSecrets[],
  volumes: { [name: string]: VolumeMount } = {},
): Finding[] {
  const required = secrets.flatMap(({ requiredVolumes = {} }) => Object.entries(requiredVolumes));
  const names = [...required.map(([name]) => name), ...Object.keys(volumes)];
  const taken = required.map(([name]) => name).filter((name) => names.indexOf(name) < names.lastIndexOf(name));
  const paths = [...required.map(([, mount]) => mount), ...Object.values(volumes)].flatMap(mountsOf);
  const own = required.map(([, { path }]) => path);
  return [
    ...[...new Set(taken)].map(nameTaken),
    ...repeatedPathFindings(
      'volumes',
      paths.map(({ path }) => path).filter((path) => own.includes(path)),
    ),
  ];
}

function nameTaken(name: string): Finding {
  return {
    code: 'volume-name-taken',
    field: `volumes.${name}`,
    given: show(name),
    allowed: 'a name that no volume has by which the Secrets Store CSI driver makes a Secret',
    remedy: 'Rename the volume.',
  };
}
