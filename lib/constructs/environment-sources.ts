import { Chart } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { Finding, show } from '../model/core/issue';
import { FilesOptions } from '../model/service/file-options';
import { mountsOf, SharedMount, VolumeMount } from '../model/service/mount';
import { IAppConfig } from './app-config';
import { findAppContext } from './app-context';
import { declares, IAppSecrets, unknownKeyFinding } from './app-secrets';
import { EnvFrom } from './env-from';
import { EnvValue } from './env-value';
import { ContainerOptions } from './pod/container-options';
import { variableReferenceFindings } from './variable-references';

/** Where a container takes its environment and its files from. */
export interface EnvironmentSources {
  /** Name of the container's block among the properties, with a dot at the end; empty for the main container. */
  readonly block: string;
  /** What every key of becomes a variable, under the name of the property. */
  readonly whole: ReadonlyMap<string, EnvFrom>;
  /** Variables with literal values. */
  readonly literals: { [name: string]: string };
  /** Whether Kubernetes adds variables for the Services of the namespace. */
  readonly hasServiceLinks: boolean;
  /** Variables that refer to something. */
  readonly references: { [name: string]: EnvValue };
  /** Volumes, of which some are files. */
  readonly volumes: { [name: string]: VolumeMount };
  /**
   * Where volumes of other containers appear.
   * @default - nowhere
   */
  readonly sharedVolumes?: { [name: string]: SharedMount };
}

/**
 * The sources are where the workload is, they do not hide each other, and they hold what the container asks for. Judged
 * when everything is defined, because configuration grows.
 */
export function sourceFindings(workload: Construct, sources: EnvironmentSources): Finding[] {
  const { block, whole, references, volumes } = sources;
  return [
    ...[...whole].flatMap(([field, source]) => [
      ...referenceFindings(block + field, workload, source.config ?? source.secret),
      ...source.findings(block + field),
    ]),
    ...Object.entries(references).flatMap(([name, value]) => {
      const field = `${block}envVariables.${name}`;
      return [...referenceFindings(field, workload, value.config ?? value.secrets), ...value.findings(field)];
    }),
    ...hiddenFindings(sources),
    ...variableReferenceFindings(referringVariables(sources)),
    ...Object.entries(volumes).flatMap(([name, mount]) =>
      fileFindings(`${block}volumes.${name}.volume`, workload, mount),
    ),
  ];
}

/** The same, of the containers of a block of the properties. */
export function blockFindings(
  workload: Construct,
  field: string,
  containers: { [name: string]: ContainerOptions },
  hasServiceLinks: boolean,
) {
  return Object.entries(containers).flatMap(([name, { env, envVariables, envFrom, volumes, sharedVolumes }]) =>
    sourceFindings(workload, {
      block: `${field}.${name}.`,
      whole: new Map((envFrom ?? []).map((source, index) => [`envFrom[${index}]`, source])),
      literals: env ?? {},
      references: envVariables ?? {},
      volumes: volumes ?? {},
      sharedVolumes,
      hasServiceLinks,
    }),
  );
}

/** A variable comes from one source only: the container would see one of the values. */
function hiddenFindings({ block, whole, literals, references }: EnvironmentSources): Finding[] {
  const owners = new Map<string, string>();
  const findings: Finding[] = [];
  for (const [field, source] of whole) {
    for (const name of source.names) {
      const owner = owners.get(name);
      if (owner !== undefined) {
        findings.push(hidden(`${block}${owner}.${name}`, name, ownerInWords(source)));
      }
      owners.set(name, field);
    }
  }
  const inWords = (name: string) => ownerInWords(whole.get(owners.get(name) ?? ''));
  const single: [string, string[]][] = [
    ['envVariables', Object.keys(references)],
    ['env', Object.keys(literals)],
  ];
  for (const [field, names] of single) {
    const repeated = names.filter((name) => owners.has(name));
    findings.push(...repeated.map((name) => hidden(`${block}${field}.${name}`, name, inWords(name))));
    names.filter((name) => !owners.has(name)).forEach((name) => owners.set(name, field));
  }
  return findings;
}

function referringVariables(sources: EnvironmentSources) {
  const { block, whole, references, literals, hasServiceLinks, volumes, sharedVolumes = {} } = sources;
  const names = [...whole.values()].map((source) => source.names);
  const texts = [
    ...Object.entries(references).map(([name, value]) => ({ field: 'envVariables', name, text: value.text ?? '' })),
    ...Object.entries(literals).map(([name, text]) => ({ field: 'env', name, text })),
  ];
  return {
    known: names.flat(),
    hasUnknown: hasServiceLinks || names.some((each) => each.length === 0),
    texts: [
      ...texts.map(({ field, name, text }) => ({ field: `${block}${field}.${name}`, name, text })),
      ...pathTexts(`${block}volumes`, volumes),
      ...pathTexts(`${block}sharedVolumes`, sharedVolumes),
    ],
  };
}

/** Paths in volumes that refer to variables, of which all are known then. */
function pathTexts(field: string, mounts: { [name: string]: SharedMount }) {
  return Object.entries(mounts).flatMap(([volume, mount]) =>
    mountsOf(mount).flatMap(({ subPathExpr: text }) =>
      text === undefined ? [] : [{ field: `${field}.${volume}.subPathExpr`, name: '', text }],
    ),
  );
}

function ownerInWords(source: EnvFrom | undefined): string {
  if (source === undefined) {
    return 'another variable has';
  }
  return source.config === undefined ? 'the Secret has' : 'the configuration has';
}

/** A volume names objects of this place, and keys that they have. */
function fileFindings(field: string, workload: Construct, { volume }: VolumeMount): Finding[] {
  const { configMap, secret, files = {} } = volume;
  return [
    ...contentFindings(field, workload, configMap ?? secret, files),
    ...referenceFindings(field, workload, isReference(volume.claim) ? volume.claim : undefined),
    ...volume.projected.flatMap((source, index) =>
      contentFindings(`${field}.sources[${index}]`, workload, source.configMap ?? source.secret, source.files),
    ),
  ];
}

function contentFindings(field: string, workload: Construct, source: object | undefined, files: FilesOptions) {
  if (!isKeyed(source)) {
    return [];
  }
  const has = (key: string) => ('has' in source ? source.has(key) : declares(source, key));
  const known = 'has' in source ? source.keys : [...source.requiredKeys, ...source.optionalKeys];
  const owner = 'has' in source ? 'the configuration' : 'the Secret';
  const absent = (files.items ?? []).filter(({ key }) => !has(key));
  return [
    ...placeFindings(field, workload, source),
    ...absent.map(({ key }) => unknownKeyFinding(`${field}.items`, key, owner, known)),
  ];
}

/** Files and claims can also be made of objects that only have a name. */
function isReference<T extends object>(source: T | undefined): source is T & IConstruct {
  return source !== undefined && 'node' in source;
}

function isKeyed(source: object | undefined): source is IAppConfig | IAppSecrets {
  return isReference(source) && ('keys' in source || 'requiredKeys' in source);
}

function referenceFindings(field: string, workload: Construct, source: IConstruct | undefined): Finding[] {
  return source === undefined ? [] : placeFindings(field, workload, source);
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

/** The workload is given the secrets that declare the keys which its service asks for. */
export function secretKeyFindings(secretKeys: readonly string[], given: readonly IAppSecrets[]): Finding[] {
  const declared = given.flatMap(({ requiredKeys, optionalKeys }) => [...requiredKeys, ...optionalKeys]);
  return secretKeys
    .filter((key) => !declared.includes(key))
    .map((key) => ({
      code: 'secret-key-not-given',
      field: 'secretKeys',
      given: show(key),
      allowed: declared.length === 0 ? 'keys of secrets that the construct is given' : `one of ${declared.join(', ')}`,
      remedy: 'Give the construct the secrets that declare the key, or do not ask for it.',
    }));
}
