import { Finding, show } from '../../model/core/issue';
import { Pipeline } from '../../model/pipeline/pipeline';
import { ContainerRegistry } from '../../model/registry/container-registry';
import { RegistryType } from '../../model/registry/registry-options';
import { TokenSource } from '../../model/registry/token-reference';
import { BuiltImage } from './built-image';
import { Expression } from './workflow-text';

/** What GitHub gives every job. */
const PROVIDED_TOKEN = 'GITHUB_TOKEN';
/** How the platform stores names, and how the model of the pipeline asks for them. */
const SECRET_NAME = /^(?!GITHUB_)[A-Z_][A-Z0-9_]*$/;

/** How a job logs in to a registry. */
export interface Login {
  readonly registry: ContainerRegistry;
  readonly username: string | Expression;
  readonly password: Expression;
  /** Whether the token is the one that GitHub gives every job, for GitHub's own registry. */
  readonly isProvided: boolean;
  /** Names of the secrets that it needs. */
  readonly secrets: readonly string[];
  findings(field: string): Finding[];
}

/** How to log in to a registry. */
export function loginOf(registry: ContainerRegistry, usernameSecrets: { readonly [registry: string]: string }): Login {
  const { token, url, type } = registry;
  const secretName = token?.source === TokenSource.PIPELINE_SECRET ? token.name : '';
  const isProvided = secretName === PROVIDED_TOKEN;
  const usernameSecret = Object.hasOwn(usernameSecrets, url) ? usernameSecrets[url] : undefined;
  // The key that logs in to ECR has a name that only its owner knows.
  const known = type === RegistryType.ECR ? undefined : registry.username;
  const own = isProvided ? Expression.of('github.actor') : known;
  return {
    registry,
    username: usernameSecret === undefined ? (own ?? '') : Expression.secret(usernameSecret),
    password: Expression.secret(secretName),
    isProvided,
    secrets: [...(usernameSecret === undefined ? [] : [usernameSecret]), ...(isProvided ? [] : [secretName])],
    findings: (field) => [
      ...(secretName === '' ? [tokenFinding(field, registry)] : []),
      ...(isProvided && type !== RegistryType.GHCR ? [providedTokenFinding(field, registry)] : []),
      ...(usernameSecret === undefined && own === undefined ? [usernameFinding(field, registry)] : []),
    ],
  };
}

/** What asks for secrets. */
export interface CredentialUse {
  readonly logins: readonly Login[];
  readonly images: readonly BuiltImage[];
  /** @default - none, which is reported elsewhere */
  readonly kubeconfigSecret?: string;
  readonly usernameSecrets: { readonly [registry: string]: string };
}

/** The workflow uses exactly the secrets that the pipeline asks for. */
export function credentialFindings(pipeline: Pipeline | undefined, use: CredentialUse): Finding[] {
  const hosts = use.logins.map(({ registry }) => registry.url);
  const unknown = Object.keys(use.usernameSecrets).filter((host) => !hosts.includes(host));
  const used = usedSecrets(use);
  const named = used.filter((name) => !SECRET_NAME.test(name.toUpperCase()));
  const required = pipeline?.requiredCredentials ?? [];
  const isKnown = pipeline !== undefined && named.length === 0;
  const undeclared = isKnown ? used.filter((name) => !required.includes(name.toUpperCase())) : [];
  const unused = isKnown ? required.filter((name) => !used.some((other) => other.toUpperCase() === name)) : [];
  return [
    ...unknown.map((host) => hostFinding(host, hosts)),
    ...named.map(() => nameFinding()),
    ...undeclared.map((name) => undeclaredFinding(name)),
    ...unused.map((name) => unusedFinding(name, used)),
  ];
}

/** Names of all secrets of the workflow, each once, in the order of their use. */
export function usedSecrets({ logins, images, kubeconfigSecret }: Omit<CredentialUse, 'usernameSecrets'>): string[] {
  const names = [
    ...logins.flatMap(({ secrets }) => secrets),
    ...images.flatMap(({ options }) => options.secrets ?? []),
    ...(kubeconfigSecret === undefined ? [] : [kubeconfigSecret]),
  ];
  return [...new Set(names.filter((name) => name !== ''))];
}

function tokenFinding(field: string, { place, token }: ContainerRegistry): Finding {
  return {
    code: 'registry-login-missing',
    field,
    given: `${place} with ${token === undefined ? 'no token' : token.toString()}`,
    allowed: 'a registry whose token is a secret of the pipeline, because it is pushed to',
    remedy: "Give the registry TokenReference.fromPipelineSecret('REGISTRY_TOKEN').",
  };
}

function providedTokenFinding(field: string, { place }: ContainerRegistry): Finding {
  return {
    code: 'registry-login-missing',
    field,
    given: `${place} with ${PROVIDED_TOKEN}`,
    allowed: `${PROVIDED_TOKEN} for ghcr.io alone: no other registry knows it`,
    remedy: 'Give the registry a token of its own.',
  };
}

function usernameFinding(field: string, { place, url }: ContainerRegistry): Finding {
  return {
    code: 'registry-login-missing',
    field,
    given: `${place} without a name that logs in`,
    allowed: 'a registry with a username, or a secret that holds it',
    remedy: `Give usernameSecrets: { '${url}': 'REGISTRY_USERNAME' }.`,
  };
}

function hostFinding(host: string, hosts: readonly string[]): Finding {
  return {
    code: 'username-registry-unknown',
    field: 'usernameSecrets',
    given: show(host),
    allowed: hosts.length === 0 ? 'none: nothing is pushed' : `one of ${[...new Set(hosts)].join(', ')}`,
    remedy: 'Give the host of a registry that images are pushed to.',
  };
}

function nameFinding(): Finding {
  return {
    code: 'pipeline-secret-name-invalid',
    field: 'usernameSecrets or images',
    given: 'a text that is not shown, because it could be the secret itself',
    allowed: 'letters, digits and "_", beginning with neither a digit nor GITHUB_',
    remedy: 'Give the name of a secret of the pipeline, never its value.',
  };
}

function undeclaredFinding(name: string): Finding {
  return {
    code: 'pipeline-credential-undeclared',
    field: 'pipeline.requiredCredentials',
    given: `a list without ${name}, which the workflow uses`,
    allowed: 'the names of all secrets that the workflow uses',
    remedy: 'Add the name to the requiredCredentials of the pipeline.',
  };
}

function unusedFinding(name: string, used: readonly string[]): Finding {
  return {
    code: 'pipeline-credential-unused',
    field: 'pipeline.requiredCredentials',
    given: `${name}, which nothing in the workflow uses`,
    allowed: `the secrets that the workflow uses: ${used.join(', ')}`,
    remedy: 'Remove it, or say what uses it: usernameSecrets, or secrets of an image.',
  };
}
