import { Finding } from '../../model/core/issue';
import { dnsSubdomain } from '../../model/core/names';
import { optionFindings, readOptions } from '../../model/core/options';
import { list, text } from '../../model/core/reading';
import { pattern } from '../../model/core/rules';
import { textOf } from '../../model/core/untrusted';

/** What a project allows, besides what is rendered. */
export interface ArgoCdProjectOptions {
  /**
   * Kinds in namespaces, as `Kind.group`; those of the core group are just `Kind`.
   * @default - those that are rendered, and those that controllers make of them
   */
  readonly kinds?: string[];
  /**
   * Kinds of the cluster, as `Kind.group`.
   * @default - those that are rendered, each by its name
   */
  readonly clusterKinds?: string[];
}

const KIND = {
  expression: /^[A-Z][A-Za-z0-9]*(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
  maxLength: 316,
  allowed: 'a kind and its group, such as Ingress.networking.k8s.io or Pod',
};
const WHY = { code: 'argocd-kind-invalid', remedy: 'Write it as kubectl api-resources shows KIND and APIVERSION.' };
const TEXTS = list(text);

/**
 * The AppProject of the applications: which repository, clusters, namespaces and kinds they may use.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/projects/
 */
export class ArgoCdProject {
  /** One project for each application, with its name, that allows what is rendered. */
  static perApplication(options: ArgoCdProjectOptions = {}): ArgoCdProject {
    return new ArgoCdProject(options);
  }

  /** A project that somebody else keeps. */
  static existing(name: string): ArgoCdProject {
    return new ArgoCdProject({}, textOf(name));
  }

  readonly #options: ArgoCdProjectOptions;
  readonly #wrong: readonly Finding[];

  private constructor(
    given: ArgoCdProjectOptions,
    /** @default - one project for each application, with its name */
    readonly name?: string,
  ) {
    const { options, wrong } = readOptions(given, { kinds: TEXTS, clusterKinds: TEXTS });
    this.#options = options;
    this.#wrong = wrong;
  }

  /** Kinds in namespaces that are allowed besides what is rendered: a copy. */
  get kinds(): string[] {
    return [...(this.#options.kinds ?? [])];
  }

  /** Kinds of the cluster that are allowed besides what is rendered: a copy. */
  get clusterKinds(): string[] {
    return [...(this.#options.clusterKinds ?? [])];
  }

  findings(field: string): Finding[] {
    const rules = (['kinds', 'clusterKinds'] as const).flatMap((name) =>
      this[name].flatMap((kind, index) => pattern(`${field}.${name}[${index}]`, kind, KIND, WHY)),
    );
    const wrong = optionFindings(field, this.#wrong, rules);
    return this.name === undefined ? wrong : [...wrong, ...dnsSubdomain(`${field}.name`, this.name)];
  }
}
