import { looksLikeToken } from '../core/credentials';
import { Finding } from '../core/issue';
import { dataKey, dnsSubdomain } from '../core/names';
import { pattern, TextForm } from '../core/rules';
import { IValidated } from '../core/validated';

const TOKEN_REFERENCE = Symbol.for('cdk8s-webapp.TokenReference');

/** Where a token is kept. */
export enum TokenSource {
  /** A secret of the CI/CD pipeline. */
  PIPELINE_SECRET = 'pipeline secret',
  /** A variable of the environment in which a program runs. */
  ENVIRONMENT_VARIABLE = 'environment variable',
  /** A key of a Secret in the cluster. */
  KUBERNETES_SECRET = 'Kubernetes Secret',
}

/**
 * GitHub's rule, the narrowest of the pipelines: no name begins with GITHUB_, but for the token that GitHub itself
 * provides.
 *
 * @see https://docs.github.com/en/actions/reference/security/secrets#naming-your-secrets
 */
const PIPELINE_SECRET: TextForm = {
  expression: /^(?:GITHUB_TOKEN|(?!GITHUB_)[A-Z_][A-Z0-9_]*)$/i,
  maxLength: 255,
  allowed: 'letters, digits and "_", not beginning with a digit or GITHUB_, except GITHUB_TOKEN itself',
};
const ENVIRONMENT_VARIABLE: TextForm = {
  expression: /^[A-Za-z_][A-Za-z0-9_]*$/,
  maxLength: 255,
  allowed: 'letters, digits and "_", not beginning with a digit',
};
const NAME_INVALID = { code: 'token-name-invalid', remedy: 'Give the name alone, without ${{ }} or $.' };
const NOT_SHOWN = 'a text that is not shown, because it could be the token itself';

/**
 * Where an access token is found. It never holds the token: a text that looks like one is refused as a name, and is
 * neither kept nor shown.
 */
export class TokenReference implements IValidated {
  /** A secret of the CI/CD pipeline, for example DOCKERHUB_TOKEN. */
  static fromPipelineSecret(name: string): TokenReference {
    const wrong = nameFindings('name', name, (field) => pattern(field, name, PIPELINE_SECRET, NAME_INVALID));
    return new TokenReference(TokenSource.PIPELINE_SECRET, wrong, name);
  }

  /** A variable of the environment in which a program runs, for example REGISTRY_TOKEN. */
  static fromEnvironmentVariable(name: string): TokenReference {
    const wrong = nameFindings('name', name, (field) => pattern(field, name, ENVIRONMENT_VARIABLE, NAME_INVALID));
    return new TokenReference(TokenSource.ENVIRONMENT_VARIABLE, wrong, name);
  }

  /** A key of a Secret in the namespace of the application. */
  static fromKubernetesSecret(name: string, key: string): TokenReference {
    const wrong = [
      ...nameFindings('name', name, (field) => dnsSubdomain(field, name)),
      ...nameFindings('key', key, (field) => dataKey(field, key)),
    ];
    return new TokenReference(TokenSource.KUBERNETES_SECRET, wrong, name, key);
  }

  /** Tells a `TokenReference` from any other value, also across two copies of this library. */
  static isTokenReference(value: unknown): value is TokenReference {
    return typeof value === 'object' && value !== null && TOKEN_REFERENCE in value;
  }

  /** Where the token is kept. */
  readonly source: TokenSource;
  /** Name of the secret or variable; empty when the given one was refused. */
  readonly name: string;
  /** @default - none: only a Kubernetes Secret has keys */
  readonly key?: string;
  readonly #findings: readonly Finding[];

  private constructor(source: TokenSource, findings: readonly Finding[], name: string, key?: string) {
    const refused = new Set(findings.map(({ field }) => field));
    this.source = source;
    this.name = refused.has('name') ? '' : name;
    if (source === TokenSource.KUBERNETES_SECRET) {
      this.key = refused.has('key') ? '' : key;
    }
    this.#findings = findings;
    Object.defineProperty(this, TOKEN_REFERENCE, { value: true });
  }

  get place(): string {
    return `TokenReference ${this.name}`.trim();
  }

  findings(): Finding[] {
    return [...this.#findings];
  }

  /** Where the token is kept, in words. */
  toString(): string {
    return `${this.source} ${this.name}${this.key === undefined ? '' : `, key ${this.key}`}`;
  }
}

/** A credential was given where only its name may stand. The credential is not shown. */
export function tokenValueFinding(field: string): Finding {
  return {
    code: 'token-value-given',
    field,
    given: 'a text that looks like a token and is not shown',
    allowed: 'a reference to the place where the token is kept, never the token',
    remedy:
      'Revoke the token if it was saved in this file, and give TokenReference.fromPipelineSecret(NAME) or the like.',
  };
}

function nameFindings(field: string, given: unknown, form: (field: string) => Finding[]): Finding[] {
  if (typeof given === 'string' && looksLikeToken(given)) {
    return [tokenValueFinding(field)];
  }
  // A rule prints only what it is given to judge, and what is no text cannot be printed by all of them.
  const wrong = typeof given === 'string' ? form(field) : missingFindings(field);
  return wrong.map((finding) => ({ ...finding, given: given === '' || given === undefined ? 'nothing' : NOT_SHOWN }));
}

function missingFindings(field: string): Finding[] {
  return pattern(field, '', ENVIRONMENT_VARIABLE, NAME_INVALID);
}
