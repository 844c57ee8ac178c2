import { ApiObject, Chart, Lazy } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { ImagePullPolicy } from '../model/container-image';
import { DEFAULT_RESOURCES } from '../model/container-resources';
import { Exposure } from '../model/exposure';
import { show } from '../model/issue';
import { variableName } from '../model/names';
import { placeholderFindings } from '../model/variables';
import { IAppConfig } from './app-config';
import { findAppContext } from './app-context';
import { IAppSecrets } from './app-secrets';
import { ExposedService } from './exposed-service';
import { selectorLabels, WorkloadIdentity, workloadLabels } from './labels';
import { PersistentClaim } from './persistent-claim';
import { podTemplate } from './pod-template';
import { Validation } from './validation';
import { workloadFindings } from './workload-findings';
import { DEFAULT_REPLICAS, DEFAULT_USER_ID, volumeMounts, WorkloadProps } from './workload-props';

/** What a concrete kind of workload adds to the properties. */
export interface WorkloadRole {
  /** Value of the label `component`. */
  readonly component: string;
  /** Value of the label `tier`. */
  readonly tier: string;
  /**
   * Configuration that the whole environment is taken from.
   * @default - none
   */
  readonly config?: IAppConfig;
  /**
   * Secrets that the whole environment is taken from.
   * @default - none
   */
  readonly secrets?: IAppSecrets;
}

/**
 * A Deployment whose pods serve HTTP, with its Service, its claims and, where exposed so, its Ingress.
 *
 * `Backend` and `Frontend` are the kinds to use.
 */
export abstract class Workload extends Construct {
  /** Name of the Deployment. */
  readonly name: string;
  /** The Service in front of the pods, with its routes. */
  readonly service: ExposedService;

  readonly #props: WorkloadProps;
  readonly #role: WorkloadRole;
  readonly #identity: WorkloadIdentity;
  readonly #env = new Map<string, string>();

  constructor(scope: Construct, id: string, props: WorkloadProps, role: WorkloadRole) {
    super(scope, id);
    this.#props = props;
    this.#role = role;
    this.name = props.name ?? id;
    this.#identity = { name: this.name, component: role.component, tier: role.tier };
    Validation.of(this).report(...workloadFindings(this.name, props, findAppContext(this)?.stage));
    this.setVariables('env', props.env ?? {});

    const labels = workloadLabels(this.#identity);
    new ApiObject(this, 'Resource', {
      ...k8s.KubeDeployment.manifest({ metadata: { name: this.name, labels } }),
      spec: Lazy.any({ produce: () => k8s.KubeDeployment.manifest({ spec: this.deploymentSpec() }).spec }),
    });
    this.service = new ExposedService(this, 'service', {
      name: props.serviceName ?? `${this.name}-service`,
      routeName: this.name,
      labels,
      selector: selectorLabels(this.#identity),
      targetPort: props.port,
      exposure: props.exposure ?? Exposure.clusterIp(),
    });
    this.renderClaims(labels);
  }

  /** The address inside the cluster, for example `http://backend-service:8000`. */
  get internalUrl(): string {
    return this.service.internalUrl;
  }

  /**
   * The address that people open, without a slash at the end.
   *
   * Where only the cluster will know it, this construct gets the issue `address-unknown` and synthesis fails: an
   * address is never invented.
   */
  get publicUrl(): string {
    return this.service.publicUrl;
  }

  /** Adds variables; one that is set already is an error, so that no setting is lost unseen. */
  protected setVariables(field: string, variables: { [name: string]: string }): void {
    for (const [name, value] of Object.entries(variables)) {
      const place = `${field}.${name}`;
      Validation.of(this).report(...variableName(place, name), ...placeholderFindings(place, value));
      if (this.#env.has(name)) {
        Validation.of(this).report({
          code: 'variable-duplicate',
          field: place,
          given: `${show(name)} more than once`,
          allowed: 'every variable once',
          remedy: 'Remove one of the two.',
        });
      }
      this.#env.set(name, value);
    }
  }

  private renderClaims(labels: { [key: string]: string }): void {
    for (const { name, volume } of this.#props.volumes ?? []) {
      if (volume.claimOptions !== undefined) {
        new PersistentClaim(this, `claim-${name}`, { ...volume.claimOptions, name: this.claimName(name), labels });
      }
    }
  }

  private claimName(volumeName: string): string {
    return `${this.name}-${volumeName}`;
  }

  private deploymentSpec(): k8s.DeploymentSpec {
    return {
      replicas: this.#props.replicas ?? DEFAULT_REPLICAS,
      selector: { matchLabels: selectorLabels(this.#identity) },
      strategy: this.strategy(),
      template: this.template(),
    };
  }

  private strategy(): k8s.DeploymentStrategy {
    // A new pod that waits for a volume which the old pod holds would wait for ever.
    if (this.#props.volumes?.some(({ volume }) => volume.isExclusive)) {
      return { type: 'Recreate' };
    }
    const [maxSurge, maxUnavailable] = [k8s.IntOrString.fromNumber(1), k8s.IntOrString.fromNumber(0)];
    return { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } };
  }

  private template(): k8s.PodTemplateSpec {
    const { image, port, health, resources, imagePullPolicy, userId, shutdown } = this.#props;
    const { config, secrets } = this.#role;
    return podTemplate({
      labels: { ...Chart.of(this).labels, ...workloadLabels(this.#identity) },
      containerName: this.name,
      image,
      imagePullPolicy: imagePullPolicy ?? ImagePullPolicy.IF_NOT_PRESENT,
      port,
      resources: resources ?? DEFAULT_RESOURCES,
      health,
      env: this.#env,
      configMapNames: config === undefined ? [] : [config.configMapName],
      secretNames: secrets === undefined ? [] : [secrets.secretName],
      mounts: volumeMounts(this.#props),
      claimName: (volumeName) => this.claimName(volumeName),
      userId: userId ?? DEFAULT_USER_ID,
      shutdown: shutdown ?? {},
    });
  }
}
