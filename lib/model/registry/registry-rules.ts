import { CONCEALED, showSafely } from '../core/credentials';
import { Finding } from '../core/issue';
import { dnsLabel } from '../core/names';
import { pattern, TextForm, wholeNumber } from '../core/rules';
import { fieldsOf } from '../core/untrusted';
import { within } from '../core/validated';
import { isImagePath, isRegistryHost } from '../image/image-reference';
import { PullLimits } from './registry-options';
import { TokenReference, tokenValueFinding } from './token-reference';

const ACCOUNT_NUMBER: TextForm = {
  expression: /^[0-9]{12}$/,
  maxLength: 12,
  allowed: '12 digits',
};
const USERNAME: TextForm = {
  expression: /^[^\s:*]+$/,
  maxLength: 255,
  allowed: 'up to 255 characters without white space and ":"',
};

/** Rules for texts hold what the author wrote with credentials taken out, so what was taken out can be told. */
export function textFindings(
  field: string,
  given: string,
  rule: (field: string, given: string) => Finding[],
): Finding[] {
  return given.includes(CONCEALED) ? [tokenValueFinding(field)] : rule(field, given);
}

/** The text is a registry's host, and Docker takes it for one. */
export function hostFindings(field: string, given: string): Finding[] {
  if (isRegistryHost(given)) {
    return [];
  }
  return [
    {
      code: 'registry-url-invalid',
      field,
      given: showSafely(given),
      allowed: 'HOST or HOST:PORT, without scheme and path; the host has a "." in it, a port, or is localhost',
      remedy: hostRemedy(given),
    },
  ];
}

/** The text can stand between the host and the names of repositories. */
export function namespaceFindings(field: string, given: string): Finding[] {
  if (isImagePath(given)) {
    return [];
  }
  return [
    {
      code: 'registry-namespace-invalid',
      field,
      given: showSafely(given),
      allowed: 'lower-case letters and digits, with single ".", "_", "__" or "-" between them, and "/" between parts',
      remedy: 'Give the account as image references spell it, in lower case.',
    },
  ];
}

/** The text can be an account: a namespace of one part. */
export function accountFindings(field: string, given: string): Finding[] {
  return namespaceFindings(field, given.includes('/') ? '' : given).map((finding) => ({
    ...finding,
    given: showSafely(given),
    allowed: 'lower-case letters and digits, with single ".", "_", "__" or "-" between them',
  }));
}

/** The text can log in. */
export function usernameFindings(field: string, given: string): Finding[] {
  const remedy = 'Give the name alone; the token is given as a TokenReference.';
  return pattern(field, given, USERNAME, { code: 'registry-username-invalid', remedy });
}

/** The text is the number of an AWS account. */
export function accountNumberFindings(field: string, given: string): Finding[] {
  const remedy = 'Give the number that `aws sts get-caller-identity` prints, as text.';
  return pattern(field, given, ACCOUNT_NUMBER, { code: 'registry-account-invalid', remedy });
}

/** The text can be the first part of the registry's host name. */
export function hostPartFindings(field: string, given: string): Finding[] {
  return dnsLabel(field, given);
}

/** There are repositories, each can be one, and none is listed twice. */
export function repositoryListFindings(field: string, given: unknown, isSingleName: boolean): Finding[] {
  if (!Array.isArray(given) || given.length === 0) {
    return [
      {
        code: 'repositories-missing',
        field,
        given: Array.isArray(given) ? 'an empty list' : showSafely(given),
        allowed: 'a list of at least one repository',
        remedy: 'List the repositories that hold the images of the application.',
      },
    ];
  }
  const names: readonly unknown[] = given;
  return names.flatMap((name, index) => {
    const place = `${field}[${index}]`;
    return names.indexOf(name) < index
      ? [duplicateFinding(place, name)]
      : repositoryFindings(place, name, isSingleName);
  });
}

/** The limits are counts above zero. */
export function pullLimitFindings(field: string, limits: PullLimits): Finding[] {
  const { anonymousPulls, authenticatedPulls, windowHours } = fieldsOf(limits);
  const range = { min: 1 };
  const why = { code: 'pull-limit-out-of-range', remedy: 'Give the numbers that the registry documents.' };
  const count = (name: string, given: unknown) =>
    given === undefined ? [] : wholeNumber(`${field}.${name}`, given, range, why);
  return [
    ...count('anonymousPulls', anonymousPulls),
    ...count('authenticatedPulls', authenticatedPulls),
    ...wholeNumber(`${field}.windowHours`, windowHours, range, why),
  ];
}

/** The token is a reference, and the reference is right. */
export function tokenFindings(field: string, token: unknown): Finding[] {
  return TokenReference.isTokenReference(token) ? within(field, token.findings()) : [tokenValueFinding(field)];
}

function repositoryFindings(field: string, given: unknown, isSingleName: boolean): Finding[] {
  if (typeof given === 'string' && given.includes(CONCEALED)) {
    return [tokenValueFinding(field)];
  }
  const isPath = typeof given === 'string' && isImagePath(given);
  if (isPath && !(isSingleName && given.includes('/'))) {
    return [];
  }
  return [
    {
      code: 'repository-invalid',
      field,
      given: showSafely(given),
      allowed: isSingleName
        ? 'a lower-case name without "/": Docker Hub has no repositories below repositories'
        : 'a lower-case name, without host, tag and digest',
      remedy: 'Give the name below the account, such as todo-backend for username/todo-backend:1.0.0.',
    },
  ];
}

function duplicateFinding(field: string, name: unknown): Finding {
  return {
    code: 'repository-duplicate',
    field,
    given: `${showSafely(name)} a second time`,
    allowed: 'every repository once',
    remedy: 'Remove the repetition.',
  };
}

function hostRemedy(given: string): string {
  if (given.includes('://')) {
    return 'Leave out the scheme: image references have none, and registries are reached by https.';
  }
  return given.includes('/')
    ? 'Give the host alone, and what follows the "/" as namespace.'
    : 'Give the host as it begins an image reference, such as registry.example.com or registry:5000.';
}
