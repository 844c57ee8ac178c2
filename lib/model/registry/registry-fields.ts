import { CONCEALED, safeText } from '../core/credentials';
import { Finding } from '../core/issue';
import { fieldsOf } from '../core/untrusted';
import { DOCKER_HUB } from '../image/image-reference';
import {
  AcrOptions,
  ArtifactRegistryOptions,
  CustomRegistryOptions,
  DockerHubOptions,
  EcrOptions,
  GhcrOptions,
  OcirOptions,
  PullLimits,
  RegistryOptions,
  RegistryType,
} from './registry-options';
import {
  accountFindings,
  accountNumberFindings,
  hostFindings,
  hostPartFindings,
  namespaceFindings,
  textFindings,
  usernameFindings,
} from './registry-rules';

/** What the kinds of registries have in common, made from the options of one kind. */
export interface RegistryFields {
  readonly type: RegistryType;
  readonly url: string;
  /** @default - nothing stands between the host and the names of repositories */
  readonly namespace?: string;
  /** @default - none */
  readonly username?: string;
  readonly options: Partial<RegistryOptions>;
  /** What is wrong with the options that only this kind has, in the author's words. */
  readonly findings: readonly Finding[];
}

/** Documented limits of Docker Hub since April 2025; paid accounts have none. */
const DOCKER_HUB_LIMITS: PullLimits = { anonymousPulls: 100, authenticatedPulls: 200, windowHours: 6 };
/** Regions of China are a partition of AWS with a domain of its own. */
const CHINA = 'cn-';

export function dockerHubFields(given: DockerHubOptions): RegistryFields {
  const options = fieldsOf(given);
  const { namespace, pullLimits = DOCKER_HUB_LIMITS } = options;
  const username = userText(options.username);
  return {
    type: RegistryType.DOCKER_HUB,
    url: DOCKER_HUB,
    namespace: namespace === undefined ? username : safeText(namespace),
    username,
    options: { ...options, pullLimits },
    findings: [
      // The name that logs in can be a mail address, but not where it is also the account.
      ...textFindings('username', username, namespace === undefined ? accountFindings : usernameFindings),
      ...optionalFindings('namespace', namespace, accountFindings),
    ],
  };
}

export function ghcrFields(given: GhcrOptions): RegistryFields {
  const options = fieldsOf(given);
  const owner = safeText(options.owner);
  return {
    type: RegistryType.GHCR,
    url: 'ghcr.io',
    namespace: owner,
    username: options.username === undefined ? owner : userText(options.username),
    options,
    findings: [...textFindings('owner', owner, accountFindings), ...userFindings(options.username)],
  };
}

export function artifactRegistryFields(given: ArtifactRegistryOptions): RegistryFields {
  const options = fieldsOf(given);
  const location = safeText(options.location);
  const repository = safeText(options.repository);
  // A project of a domain, "example.com:acme", is a path in an image reference.
  const project = safeText(options.project).replace(':', '/');
  return {
    type: RegistryType.ARTIFACT_REGISTRY,
    url: `${location}-docker.pkg.dev`,
    namespace: `${project}/${repository}`,
    username: options.username === undefined ? 'oauth2accesstoken' : userText(options.username),
    options,
    findings: [
      ...textFindings('location', location, hostPartFindings),
      ...textFindings('project', project, namespaceFindings),
      ...textFindings('repository', repository, accountFindings),
      ...userFindings(options.username),
    ],
  };
}

export function ecrFields(given: EcrOptions): RegistryFields {
  const options = fieldsOf(given);
  const accountId = safeText(options.accountId);
  const region = safeText(options.region);
  return {
    type: RegistryType.ECR,
    url: `${accountId}.dkr.ecr.${region}.amazonaws.com${region.startsWith(CHINA) ? '.cn' : ''}`,
    namespace: optionalText(options.namespace),
    username: 'AWS',
    options,
    findings: [
      ...textFindings('accountId', accountId, accountNumberFindings),
      ...textFindings('region', region, hostPartFindings),
      ...optionalFindings('namespace', options.namespace, namespaceFindings),
    ],
  };
}

export function acrFields(given: AcrOptions): RegistryFields {
  const options = fieldsOf(given);
  const name = safeText(options.name);
  return {
    type: RegistryType.ACR,
    url: `${name}.azurecr.io`,
    namespace: optionalText(options.namespace),
    username: optionalUser(options.username),
    options,
    findings: [
      ...textFindings('name', name, hostPartFindings),
      ...optionalFindings('namespace', options.namespace, namespaceFindings),
      ...userFindings(options.username),
    ],
  };
}

export function ocirFields(given: OcirOptions): RegistryFields {
  const options = fieldsOf(given);
  const region = safeText(options.region);
  const namespace = safeText(options.tenancyNamespace);
  return {
    type: RegistryType.OCIR,
    url: `${region}.ocir.io`,
    namespace,
    username: optionalUser(options.username),
    options,
    findings: [
      ...textFindings('region', region, hostPartFindings),
      ...textFindings('tenancyNamespace', namespace, accountFindings),
      ...userFindings(options.username),
    ],
  };
}

export function customFields(given: CustomRegistryOptions): RegistryFields {
  const options = fieldsOf(given);
  const url = safeText(options.url);
  return {
    type: RegistryType.CUSTOM,
    url,
    namespace: optionalText(options.namespace),
    username: optionalUser(options.username),
    options,
    findings: [
      ...textFindings('url', url, hostFindings),
      ...optionalFindings('namespace', options.namespace, namespaceFindings),
      ...userFindings(options.username),
    ],
  };
}

/** The name that logs in. What follows a ":" is taken for its password. */
function userText(given: unknown): string {
  return safeText(given).replace(/:.*$/s, `:${CONCEALED}`);
}

function optionalUser(given: unknown): string | undefined {
  return given === undefined ? undefined : userText(given);
}

function optionalText(given: unknown): string | undefined {
  return given === undefined ? undefined : safeText(given);
}

function userFindings(given: unknown): Finding[] {
  return given === undefined ? [] : textFindings('username', userText(given), usernameFindings);
}

function optionalFindings(field: string, given: unknown, rule: (field: string, given: string) => Finding[]): Finding[] {
  return given === undefined ? [] : textFindings(field, safeText(given), rule);
}
