import { Finding } from '../../model/core/issue';
import { record, text } from '../../model/core/reading';
import { within } from '../../model/core/validated';

/** How a cluster comes to run what was rendered. */
export enum DeploymentKind {
  /** The workflow applies the manifests. */
  KUBECTL = 'kubectl',
  /** The workflow upgrades a Helm release. */
  HELM = 'Helm',
  /** The workflow commits the manifests, and Argo CD applies them. */
  ARGO_CD = 'Argo CD',
}

/** Options of `DeploymentMethod.helm`. */
export interface HelmMethodOptions {
  /**
   * Directory of the chart, from the root of the repository on.
   * @default - `charts/<name of the application>` below the output directory, where HelmChart writes it
   */
  readonly chart?: string;
  /**
   * Version of Helm, for example `v3.19.0`; at least 3.13.
   * @default 'v3.19.0'
   */
  readonly version?: string;
}

const METHOD = Symbol.for('cdk8s-webapp.DeploymentMethod');
const HELM_OPTIONS = record({ chart: text, version: text });
const HELM_VERSION = 'v3.19.0';

/** How a pipeline makes a cluster run what was rendered. */
export class DeploymentMethod {
  /** `kubectl apply`, on the server's side. */
  static kubectl(): DeploymentMethod {
    return new DeploymentMethod(DeploymentKind.KUBECTL, []);
  }

  /** `helm upgrade --install`, with the values of the environment. Needs a `HelmChart` in the program. */
  static helm(options?: HelmMethodOptions): DeploymentMethod {
    const { value, findings } = HELM_OPTIONS('', options);
    const given = (value ?? {}) as HelmMethodOptions;
    return new DeploymentMethod(DeploymentKind.HELM, within('method', findings), given);
  }

  /**
   * A commit. An Application of Argo CD with automated sync follows the deploy branch; the workflow needs the cluster only
   * to look whether it works.
   */
  static argoCd(): DeploymentMethod {
    return new DeploymentMethod(DeploymentKind.ARGO_CD, []);
  }

  /** Tells a `DeploymentMethod` from any other value, also across two copies of this library. */
  static isDeploymentMethod(value: unknown): value is DeploymentMethod {
    return typeof value === 'object' && value !== null && METHOD in value;
  }

  /** Which one it is. */
  readonly kind: DeploymentKind;
  /** @default - where HelmChart writes it */
  readonly chart?: string;
  /** Version of Helm. */
  readonly helmVersion: string;
  readonly #findings: readonly Finding[];

  private constructor(kind: DeploymentKind, findings: readonly Finding[], options: HelmMethodOptions = {}) {
    this.kind = kind;
    this.chart = options.chart;
    this.helmVersion = options.version ?? HELM_VERSION;
    this.#findings = findings;
    Object.defineProperty(this, METHOD, { value: true });
  }

  /** Everything that is wrong with its options. */
  findings(): Finding[] {
    return [...this.#findings];
  }

  /** The method, for messages. */
  toString(): string {
    return this.kind;
  }
}
