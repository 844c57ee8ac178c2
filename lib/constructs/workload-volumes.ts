import { PersistentClaimOptions } from '../model/service/claim';
import { VolumeMount } from '../model/service/mount';
import { Volume, VolumeKind } from '../model/service/volume';
import { WorkloadProps } from './workload-props';

/** The volumes of all containers of a workload, by their names. */
export function volumesOf(props: WorkloadProps): ReadonlyMap<string, Volume> {
  const { sidecars = {}, initContainers = {} } = props;
  const containers: { readonly volumes?: { [name: string]: VolumeMount } }[] = [
    props,
    ...Object.values(sidecars),
    ...Object.values(initContainers),
  ];
  const named = containers.flatMap(({ volumes = {} }) => Object.entries(volumes));
  return new Map(named.map(([name, { volume }]) => [name, volume]));
}

/** The claims among them, by the name of the volume. */
export function claimsOf(props: WorkloadProps): ReadonlyMap<string, PersistentClaimOptions> {
  const entries = [...volumesOf(props)].flatMap(([name, { kind, claimOptions }]): [string, PersistentClaimOptions][] =>
    kind === VolumeKind.PERSISTENT_CLAIM && claimOptions !== undefined ? [[name, claimOptions]] : [],
  );
  return new Map(entries);
}
