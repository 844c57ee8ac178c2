import { looksLikeToken } from '../core/credentials';
import { Finding, show } from '../core/issue';
import { judge, LiveCheck } from '../core/live-check';
import { TextForm } from '../core/rules';
import { fieldsOf } from '../core/untrusted';
import { IValidated } from '../core/validated';
import { placeholderFindings } from '../core/variables';
import { KubernetesVersion, kubernetesVersionFindings } from './kubernetes-version';

/** Where a kubeconfig is kept. */
export enum KubeconfigSource {
  /** A file of the machine that runs kubectl. */
  FILE = 'file',
  /** A secret of the CI/CD pipeline, which holds the content. */
  PIPELINE_SECRET = 'pipeline secret',
}

/** A context of a kubeconfig file. */
export interface KubeconfigFileOptions {
  /** Path of the file, for example `~/.kube/config`. Never its content. */
  readonly path: string;
  /**
   * Name of the context in the file. There is no default: the current context of a file changes, and a deployment
   * would follow it into another cluster.
   */
  readonly context: string;
}

/** What was observed of a kubeconfig and of the API server that it leads to. */
export interface KubeconfigFacts {
  /**
   * Whether the file exists and can be read.
   * @default - not observed
   */
  readonly fileExists?: boolean;
  /**
   * Whether the pipeline has a secret of that name.
   * @default - not observed
   */
  readonly secretExists?: boolean;
  /**
   * Whether the file defines the context.
   * @default - not observed
   */
  readonly contextExists?: boolean;
  /**
   * Whether the API server answers.
   * @default - not observed
   */
  readonly serverReachable?: boolean;
  /**
   * Whether the API server accepts the credentials: they are valid and not expired.
   * @default - not observed
   */
  readonly credentialsAccepted?: boolean;
  /**
   * What the API server says its version is, for example `v1.28.15`.
   * @default - not observed
   */
  readonly serverVersion?: string;
}

interface Reference {
  readonly source: KubeconfigSource;
  readonly path?: string;
  readonly context?: string;
  readonly secretName?: string;
}

/** No path of Linux is longer, and every kubeconfig with a certificate is. */
const MAX_PATH_LENGTH = 4096;
const PATH: TextForm = {
  expression: /^\P{Cc}+$/u,
  maxLength: MAX_PATH_LENGTH,
  allowed: 'the path of a kubeconfig file, without control characters',
};
const CONTEXT: TextForm = {
  expression: /^[^\s\p{Cc}]+$/u,
  maxLength: 253,
  allowed: 'the name of a context, 1 to 253 characters without white space',
};
const SECRET_NAME: TextForm = {
  expression: /^(?!GITHUB_)[A-Za-z_][A-Za-z0-9_]*$/i,
  maxLength: 100,
  allowed: 'letters, digits and "_", not beginning with a digit or GITHUB_',
};
/** Words and marks of a kubeconfig in YAML or JSON; its base64; a PEM block. */
const CONTENT =
  /[\r\n]|apiVersion|current-context|(?:certificate-authority|client-certificate|client-key)-data|\btoken["']?\s*:|-----BEGIN|^\s*[{[]|^\s*(?:YXBpVmVyc2lvb|eyJ|ewog|LS0tL)/;

/**
 * Where the credentials of kubectl for a cluster are kept. Only a reference: the content, which holds keys, is never
 * accepted, and whatever looks like it is neither kept nor shown.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/
 */
export class Kubeconfig implements IValidated {
  /** A context of a file of the machine that runs kubectl. */
  static fromFile(options: KubeconfigFileOptions): Kubeconfig {
    const { path, context } = fieldsOf(options);
    const wrongPath = referenceFindings('path', path, PATH);
    const wrongContext = referenceFindings('context', context, CONTEXT);
    const reference = {
      source: KubeconfigSource.FILE,
      path: wrongPath.length === 0 ? path : undefined,
      context: wrongContext.length === 0 ? context : undefined,
    };
    return new Kubeconfig(reference, [...wrongPath, ...wrongContext]);
  }

  /**
   * A secret of the pipeline that holds the content, for example KUBECONFIG_CONTENT. Its current context is used.
   *
   * @param name the secret's name, never its value
   */
  static fromPipelineSecret(name: string): Kubeconfig {
    const wrong = referenceFindings('secretName', name, SECRET_NAME);
    const secretName = wrong.length === 0 ? name : undefined;
    return new Kubeconfig({ source: KubeconfigSource.PIPELINE_SECRET, secretName }, wrong);
  }

  /** Where it is kept. */
  readonly source: KubeconfigSource;
  /** @default - it is kept in a secret, or the given path was refused */
  readonly path?: string;
  /** @default - it is kept in a secret, or the given context was refused */
  readonly context?: string;
  /** @default - it is kept in a file, or the given name was refused */
  readonly secretName?: string;
  readonly #findings: readonly Finding[];

  private constructor(reference: Reference, findings: readonly Finding[]) {
    this.source = reference.source;
    this.path = reference.path;
    this.context = reference.context;
    this.secretName = reference.secretName;
    this.#findings = findings;
  }

  get place(): string {
    const where = this.source === KubeconfigSource.FILE ? this.path : this.secretName;
    const context = this.context === undefined ? '' : `, context ${this.context}`;
    return `Kubeconfig ${this.source} ${where ?? '(refused)'}${context}`;
  }

  findings(): Finding[] {
    return [...this.#findings];
  }

  /** Whether it exists and leads to a server that answers, accepts the credentials and is of a supported version. */
  verify(facts: KubeconfigFacts): LiveCheck[] {
    const { fileExists, secretExists, contextExists, ...server } = fieldsOf(facts);
    const check = (code: string, remedy: string, fact: boolean | undefined) =>
      judge({ code, subject: this.place, remedy }, fact, (given) => given === true);
    const inFile = [
      check('kubeconfig-file-exists', 'Write the file with the command of the provider.', fileExists),
      check('kubeconfig-context-exists', 'See the names with kubectl config get-contexts.', contextExists),
    ];
    const inSecret = [check('kubeconfig-secret-exists', 'Create the secret in the pipeline.', secretExists)];
    return [
      ...(this.source === KubeconfigSource.FILE ? inFile : inSecret),
      check('kubeconfig-server-reachable', 'Check the address and the network.', server.serverReachable),
      check('kubeconfig-credentials-accepted', 'Create the kubeconfig anew.', server.credentialsAccepted),
      judge(
        {
          code: 'kubeconfig-server-version',
          subject: this.place,
          remedy: `Upgrade the cluster to ${KubernetesVersion.OLDEST_SUPPORTED} or newer.`,
        },
        server.serverVersion,
        (version) => kubernetesVersionFindings('serverVersion', version).length === 0,
      ),
    ];
  }

  /** Where it is kept, in words. */
  toString(): string {
    return this.place;
  }
}

/** A kubeconfig must be given. What was given instead is not shown: it may be the content. */
export function kubeconfigMissing(field: string): Finding {
  return {
    code: 'kubeconfig-invalid',
    field,
    given: 'nothing, or no Kubeconfig (not shown)',
    allowed: 'a Kubeconfig',
    remedy: 'Give Kubeconfig.fromFile({ path, context }) or Kubeconfig.fromPipelineSecret(name).',
  };
}

/** The text refers to a kubeconfig. It is not shown unless it is blank, for it may be the content itself. */
function referenceFindings(field: string, given: unknown, form: TextForm): Finding[] {
  if (typeof given === 'string' && isContent(given, form)) {
    return [
      {
        code: 'kubeconfig-content',
        field,
        given: 'what looks like the content of a kubeconfig or a credential (not shown)',
        allowed: form.allowed,
        remedy: 'Keep the content in a file or in a secret of the pipeline, and give its path or name.',
      },
    ];
  }
  const isText = typeof given === 'string' && given.trim() !== '';
  if (isText && given.length <= form.maxLength && form.expression.test(given)) {
    return placeholderFindings(field, given);
  }
  return [
    {
      code: 'kubeconfig-invalid',
      field,
      given: isText ? `a text of ${given.length} characters (not shown)` : blank(given),
      allowed: form.allowed,
      remedy: 'Give a reference to the kubeconfig, never its content.',
    },
  ];
}

function isContent(text: string, form: TextForm): boolean {
  const isName = form === SECRET_NAME;
  return CONTENT.test(text) || text.length > MAX_PATH_LENGTH || (isName && looksLikeToken(text));
}

function blank(given: unknown): string {
  return typeof given === 'string' || given === undefined ? show(given) : `a value of type ${typeof given}`;
}
