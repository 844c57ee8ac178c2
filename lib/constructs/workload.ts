import { ApiObject, Chart, Lazy } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { show } from '../model/core/issue';
import { Readers } from '../model/core/reading';
import { Setting } from '../model/deployment/settings';
import { Exposure } from '../model/exposure/exposure';
import { ServiceExposure } from '../model/exposure/service-exposure';
import { DEFAULT_RESOURCES } from '../model/service/container-resources';
import { DEFAULT_PULL_POLICY, DEFAULT_REPLICAS, variableFindings } from '../model/service/service-settings';
import { findAppContext } from './app-context';
import { EnvironmentSources, sourceFindings } from './environment-sources';
import { ExposedService } from './exposed-service';
import { selectorLabels, WorkloadIdentity, workloadLabels } from './labels';
import { PersistentClaim } from './persistent-claim';
import { podTemplate } from './pod-template';
import { Validation } from './validation';
import { workloadFindings } from './workload-findings';
import { DEFAULT_USER_ID, readWorkloadProps, volumeMounts, WorkloadProps } from './workload-props';
import { workloadSettings } from './workload-settings';

const WORKLOAD = Symbol.for('cdk8s-webapp.Workload');

/** What a concrete kind of workload adds to the properties. */
export interface WorkloadRole {
  /** Value of the label `component`. */
  readonly component: string;
  /** Value of the label `tier`. */
  readonly tier: string;
  /** How the properties are read that only this kind has. */
  readonly readers: Readers;
}

/**
 * A Deployment whose pods serve HTTP, with its Service, its claims and, where exposed so, its Ingress or HTTPRoute.
 * `Backend` and `Frontend` are the kinds to use.
 *
 * Every default that is rendered: the documented ones of the properties, and
 * - strategy RollingUpdate with maxSurge 1 and maxUnavailable 0; Recreate where a volume can only be held by one pod
 * - no token of a ServiceAccount (`automountServiceAccountToken: false`), no Service variables
 *   (`enableServiceLinks: false`)
 * - user, group and fsGroup as `userId`, never root, `fsGroupChangePolicy: OnRootMismatch`, seccomp RuntimeDefault
 * - no privilege escalation, no capabilities, a read-only root file system with a writable /tmp
 * - a Service of type ClusterIP; an Ingress matches by `Prefix`
 */
export abstract class Workload extends Construct {
  /** Name of the Deployment. */
  readonly name: string;
  /** The Service in front of the pods, with its routes. */
  readonly service: ExposedService;

  readonly #props: WorkloadProps & EnvironmentSources;
  readonly #identity: WorkloadIdentity;
  readonly #env = new Map<string, string>();

  constructor(scope: Construct, id: string, given: WorkloadProps, role: WorkloadRole) {
    super(scope, id);
    Object.defineProperty(this, WORKLOAD, { value: true });
    const { value, findings } = readWorkloadProps(given, role.readers);
    const props = value as WorkloadProps & EnvironmentSources;
    this.#props = props;
    this.name = props.name ?? id;
    this.#identity = { name: this.name, component: role.component, tier: role.tier };
    const wrong = new Set(findings.map(({ field }) => field));
    const rules = workloadFindings(this.name, props, findAppContext(this)?.stage);
    Validation.of(this).report(...findings, ...rules.filter(({ field }) => !wrong.has(field)));
    Validation.of(this).addRule(() => sourceFindings(this, props));
    Object.entries(props.env ?? {}).forEach(([variable, text]) => this.#env.set(variable, text));

    const labels = workloadLabels(this.#identity);
    new ApiObject(this, 'Resource', {
      ...k8s.KubeDeployment.manifest({ metadata: { name: this.name, labels } }),
      spec: Lazy.any({ produce: () => k8s.KubeDeployment.manifest({ spec: this.deploymentSpec() }).spec }),
    });
    this.service = new ExposedService(this, 'service', {
      exposure: new ServiceExposure({
        serviceName: props.serviceName ?? `${this.name}-service`,
        exposure: props.exposure ?? Exposure.clusterIp(),
        targetPort: props.port,
      }),
      routeName: this.name,
      labels,
      selector: selectorLabels(this.#identity),
    });
    this.renderClaims(labels);
  }

  /** Whether the address that people open is known. */
  get isPublic(): boolean {
    return this.service.exposure.publicUrl !== undefined;
  }

  /** The address inside the cluster, for example `http://backend-service:8000`. */
  get internalUrl(): string {
    return this.service.exposure.internalUrl;
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

  /**
   * Every setting and where it comes from: the program, or the library's documented default. Their paths begin with the
   * id of the construct.
   */
  settings(): Setting[] {
    return workloadSettings(this.node.id, this.name, this.#props);
  }

  /** Adds variables; one that is set already is an error, so that no setting is lost unseen. */
  protected addVariables(field: string, variables: { [name: string]: string }): void {
    for (const [name, value] of Object.entries(variables)) {
      const place = `${field}.${name}`;
      Validation.of(this).report(...variableFindings(place, name, value));
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
    for (const [name, { volume }] of Object.entries(this.#props.volumes ?? {})) {
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
    if (Object.values(this.#props.volumes ?? {}).some(({ volume }) => volume.isExclusive)) {
      return { type: 'Recreate' };
    }
    const [maxSurge, maxUnavailable] = [k8s.IntOrString.fromNumber(1), k8s.IntOrString.fromNumber(0)];
    return { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } };
  }

  private template(): k8s.PodTemplateSpec {
    const { image, port, health, resources, imagePullPolicy, imagePullSecretNames, userId, shutdown } = this.#props;
    const { config, secrets } = this.#props;
    return podTemplate({
      labels: { ...Chart.of(this).labels, ...workloadLabels(this.#identity) },
      containerName: this.name,
      image,
      imagePullPolicy: imagePullPolicy ?? DEFAULT_PULL_POLICY,
      imagePullSecretNames: imagePullSecretNames ?? [],
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
