import { Chart } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { Finding, show } from '../model/core/issue';
import { instance } from '../model/core/reading';
import { hasMethods } from '../model/core/untrusted';
import { IAppConfig } from './app-config';
import { findAppContext } from './app-context';
import { IAppSecrets } from './app-secrets';

/** Where a workload takes its whole environment from, and what it asks for. */
export interface EnvironmentSources {
  /** @default - none */
  readonly config?: IAppConfig;
  /** @default - none */
  readonly secrets?: IAppSecrets;
  /** @default - none */
  readonly env?: { [name: string]: string };
  /** @default - none */
  readonly secretKeys?: string[];
}

/** Reads an `IAppConfig`. */
export const configReader = instance(
  'an AppConfig',
  (value) => typeof value['configMapName'] === 'string' && hasMethods(value, ['has']),
);

/** Reads an `IAppSecrets`. */
export const secretsReader = instance('secrets of AppSecrets', ({ secretName }) => typeof secretName === 'string');

/**
 * The sources are where the workload is, they do not hide each other, and they hold what the workload asks for. Judged
 * when everything is defined, because configuration grows.
 */
export function sourceFindings(workload: Construct, sources: EnvironmentSources): Finding[] {
  const { config, secrets, env = {}, secretKeys = [] } = sources;
  const declared = secrets === undefined ? [] : [...secrets.requiredKeys, ...secrets.optionalKeys];
  return [
    ...(config === undefined ? [] : placeFindings('config', workload, config)),
    ...(secrets === undefined ? [] : placeFindings('secrets', workload, secrets)),
    ...declared.filter((key) => config?.has(key)).map((key) => hidden(`config.${key}`, key, 'the Secret has')),
    ...Object.keys(env)
      .filter((name) => config?.has(name) ?? false)
      .map((name) => hidden(`env.${name}`, name, 'the configuration has')),
    ...Object.keys(env)
      .filter((name) => declared.includes(name))
      .map((name) => hidden(`env.${name}`, name, 'the Secret has')),
    ...secretKeys.filter((key) => !declared.includes(key)).map((key) => notGiven(key, declared)),
  ];
}

/** A pod can only refer to ConfigMaps and Secrets of its own namespace, and these must be in its own manifests. */
export function placeFindings(field: string, workload: Construct, source: IConstruct): Finding[] {
  const place = (construct: IConstruct) =>
    [findAppContext(construct)?.environment ?? '', Chart.of(construct).namespace ?? ''].join('/');
  if (place(workload) === place(source)) {
    return [];
  }
  return [
    {
      code: 'reference-elsewhere',
      field,
      given: `${source.node.path} in ${place(source)}`,
      allowed: `one in ${place(workload)}, the environment and namespace of the workload`,
      remedy: 'Define it in the chart of the workload.',
    },
  ];
}

function hidden(field: string, name: string, other: string): Finding {
  return {
    code: 'variable-hidden',
    field,
    given: `${show(name)}, which ${other} too`,
    allowed: 'every variable from one source',
    remedy: 'Remove one of the two: the container would see only one of the values.',
  };
}

function notGiven(key: string, declared: readonly string[]): Finding {
  return {
    code: 'secret-key-not-given',
    field: 'secretKeys',
    given: show(key),
    allowed: declared.length === 0 ? 'keys of secrets that the construct is given' : `one of ${declared.join(', ')}`,
    remedy: 'Give the construct the secrets that declare the key, or do not ask for it.',
  };
}
