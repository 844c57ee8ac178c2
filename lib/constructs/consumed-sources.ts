import { IConstruct } from 'constructs';
import { IAppConfig } from './app-config';
import { IAppSecrets } from './app-secrets';
import { sources } from './pod/container-specs';
import { WorkloadProps } from './workload-props';

/** What the containers of a pod take variables and files from. */
export interface ConsumedSources {
  /** Each configuration once. */
  readonly configs: readonly IAppConfig[];
  /** Each of the secrets once. */
  readonly secrets: readonly IAppSecrets[];
}

/** Everything that a container of the pod refers to: the main one, those beside it and those before it. */
export function consumedSources(props: WorkloadProps): ConsumedSources {
  const { sidecars = {}, initContainers = {} } = props;
  const containers = [props, ...Object.values(sidecars), ...Object.values(initContainers)];
  const given = [
    ...sources(props).flatMap(({ config, secret }) => [config, secret]),
    ...containers.flatMap(({ envFrom = [], envVariables = {}, volumes = {} }) => [
      ...envFrom.flatMap(({ config, secret }) => [config, secret]),
      ...Object.values(envVariables).flatMap(({ config, secrets }) => [config, secrets]),
      ...Object.values(volumes)
        .flatMap(({ volume }) => [volume, ...volume.projected])
        .flatMap(({ configMap, secret }) => [configMap, secret]),
    ]),
  ];
  // Files can also be made of objects that only have a name.
  const constructs = [...new Set<object | undefined>(given)].filter(isConstruct);
  return {
    configs: constructs.filter((source): source is IAppConfig => 'configMapName' in source),
    secrets: constructs.filter((source): source is IAppSecrets => 'secretName' in source),
  };
}

function isConstruct(source: object | undefined): source is IConstruct {
  return source !== undefined && 'node' in source;
}
