import { Finding } from '../../model/core/issue';
import { pattern, showWithoutValue } from '../../model/core/rules';

const SEGMENT = '[A-Za-z0-9._~+%-]+';
const HOST = '[A-Za-z0-9.-]+(?::[0-9]{1,5})?';

/** A project names the repository in a pattern, so none of its characters may have a meaning there. */
const REPOSITORY = {
  expression: new RegExp(
    `^(?!.*/\\.{1,2}(?:/|$))(?:https://${HOST}(?:/${SEGMENT})+/?|` +
      `ssh://[A-Za-z0-9._-]+@${HOST}(?:/${SEGMENT})+/?|[A-Za-z0-9._-]+@[A-Za-z0-9.-]+:/?${SEGMENT}(?:/${SEGMENT})*/?)$`,
  ),
  maxLength: 2048,
  allowed: 'https://HOST/PATH, ssh://USER@HOST/PATH or USER@HOST:PATH',
};
/** A user name before an https host is a token with some providers. */
const CREDENTIALS = /^https?:\/\/[^/]*@|^[a-z+]+:\/\/[^/]*:[^/]*@/i;

const REVISION = {
  expression: /^(?![-/.])(?!.*(?:\.\.|\/\/|\/\.|\.lock$|[/.]$))[A-Za-z0-9._/+@-]+$/,
  maxLength: 255,
  allowed: 'a branch, a tag, a commit, or HEAD for the default branch',
};

const PATH = {
  expression: /^(?:\.|(?!(?:.*\/)?\.{1,2}(?:\/|$))[A-Za-z0-9._-]+(?:\/[A-Za-z0-9._-]+)*)$/,
  maxLength: 1024,
  allowed: 'a directory of the repository such as dist or deploy/dist, or . for its root',
};

/** Argo CD can read from such a repository, and everybody may read its address. */
export function repositoryFindings(field: string, given: unknown): Finding[] {
  if (typeof given === 'string' && CREDENTIALS.test(given)) {
    return [
      {
        code: 'argocd-repository-credentials',
        field,
        given: showWithoutValue(given),
        allowed: 'an address without user and password',
        remedy: 'Leave them out, and give them to Argo CD: argocd repo add. Replace them if they were committed.',
      },
    ];
  }
  const remedy = 'Give the address that git clones the repository from.';
  return pattern(field, given, REPOSITORY, { code: 'argocd-repository-invalid', remedy });
}

/** Git can have such a revision. */
export function revisionFindings(field: string, given: unknown): Finding[] {
  const remedy = 'Name what holds the rendered manifests, or leave it out for HEAD.';
  return pattern(field, given, REVISION, { code: 'argocd-revision-invalid', remedy });
}

/** The directory lies in the repository. */
export function pathFindings(field: string, given: unknown): Finding[] {
  const remedy = 'Give the output directory as it is called in the repository, or leave it out for dist.';
  return pattern(field, given, PATH, { code: 'argocd-path-invalid', remedy });
}

/** The directory of an environment in the repository. */
export function environmentPath(path: string, environment: string): string {
  return path === '.' ? environment : `${path}/${environment}`;
}
