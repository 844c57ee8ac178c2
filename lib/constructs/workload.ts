import { Chart, Lazy } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-28';
import { Construct, IConstruct } from 'constructs';
import { Finding, show } from '../model/core/issue';
import { Readers } from '../model/core/reading';
import { Setting } from '../model/deployment/settings';
import { PersistentClaimOptions } from '../model/service/claim';
import { DEFAULT_REPLICAS } from '../model/service/pod-range';
import { variableFindings } from '../model/service/service-settings';
import { findAppContext } from './app-context';
import { IAppSecrets } from './app-secrets';
import { AppServiceAccount } from './app-service-account';
import { checksumAnnotations } from './config-checksum';
import { ConnectedPods } from './connected-pods';
import { consumedSources } from './consumed-sources';
import { Controller, Pods } from './controller';
import { AppliesDefault, Default, defaultsOf } from './defaults';
import { blockFindings, secretKeyFindings, sourceFindings } from './environment-sources';
import { declareExternal, existingClaims } from './external-objects';
import { KubernetesObject } from './kubernetes-object';
import { LabelsOfObject, selectorLabels, WorkloadIdentity, workloadLabels } from './labels';
import { limitlessFindings } from './namespace-limits';
import { claimManifest } from './persistent-claim';
import { ContainerOptions, ContainerPort } from './pod/container-options';
import { mainContainer, otherContainers, sources } from './pod/container-specs';
import { podTemplate } from './pod/pod-template';
import { spread } from './pod/spread';
import { podSecurityFindings } from './pod-security';
import { secretVolumeFindings, secretVolumes } from './secrets/secret-volumes';
import { Validation } from './validation';
import { VersionedFeature, versionFindings } from './version-findings';
import {
  CompanionHost,
  companionFindings,
  isScalable,
  isSeveral,
  mountsToken,
  renderAutoscaler,
  renderDisruptionBudget,
  renderNetworkPolicy,
  renderServiceAccount,
} from './workload-companions';
import { workloadFindings } from './workload-findings';
import { isolationFindings } from './workload-network';
import { MainPort, readWorkloadProps, WorkloadProps } from './workload-props';
import { workloadSettings } from './workload-settings';
import { claimsOf, volumesOf } from './workload-volumes';
import { Written } from './written';

/** What a concrete kind of workload adds. */
export interface WorkloadRole {
  /** Value of the label `component` where the author says none. */
  readonly component: string;
  /** Value of the label `tier` where the author says none. */
  readonly tier: string;
  /** What runs the pods. */
  readonly controller: Controller;
  /**
   * Name of the port where the author says none.
   * @default 'http'
   */
  readonly portName?: string;
  /**
   * How the properties are read that only this kind has.
   * @default - those of every workload and of the controller
   */
  readonly readers?: Readers;
  /**
   * Whether it runs before the rollout, and so renders configuration as values: its ConfigMap may come too late.
   * @default false
   */
  readonly runsBeforeRollout?: boolean;
}

const WORKLOAD = Symbol.for('cdk8s-webapp.Workload');
/** Name of the port of a workload where its author gives none. */
const DEFAULT_PORT_NAME = 'http';

/**
 * Whatever runs pods. `Backend`, `Frontend`, `Worker`, `StatefulBackend`, `ScheduledJob` and `MigrationJob` are the
 * kinds to use.
 *
 * What is rendered although nobody asked for it is listed by `Default`, and turned off by `without`.
 */
export abstract class Workload extends ConnectedPods {
  /** Tells a `Workload` from any other construct, also across two copies of this library. */
  static isWorkload(construct: unknown): construct is Workload {
    return typeof construct === 'object' && construct !== null && WORKLOAD in construct;
  }

  /** Name of the workload. */
  readonly name: string;
  /** Name of its main container. */
  readonly containerName: string;

  /** The Deployment, StatefulSet, Job or CronJob that runs the pods. */
  readonly resource: KubernetesObject;
  /** @default - the pods have another account */
  readonly serviceAccount?: AppServiceAccount;
  /** @default - the number of pods is fixed */
  readonly autoscaler?: KubernetesObject;
  /** @default - a drain may take away all pods at once */
  readonly disruptionBudget?: KubernetesObject;
  /** @default - no policy is rendered */
  readonly networkPolicy?: KubernetesObject;

  protected readonly applies: AppliesDefault;
  protected readonly props: WorkloadProps;
  readonly #identity: WorkloadIdentity;
  readonly #controller: Controller;
  readonly #inlinesConfig: boolean;
  readonly #portName: string;
  readonly #env = new Map<string, () => string>();

  constructor(scope: Construct, id: string, given: WorkloadProps, role: WorkloadRole) {
    super(scope, id);
    Object.defineProperty(this, WORKLOAD, { value: true });
    const { value, findings } = readWorkloadProps(given, { ...role.controller.readers, ...role.readers });
    const props = value as WorkloadProps;
    this.props = props;
    this.name = props.name ?? id;
    this.containerName = props.containerName ?? this.name;
    this.#controller = role.controller;
    this.#portName = role.portName ?? DEFAULT_PORT_NAME;
    this.#identity = { name: this.name, component: props.component ?? role.component, tier: props.tier ?? role.tier };
    this.applies = defaultsOf(this, props.without);
    this.#inlinesConfig = role.runsBeforeRollout === true && this.applies(Default.DEPLOY_HOOKS);
    Object.entries(props.env ?? {}).forEach(([variable, text]) => this.#env.set(variable, () => text));
    this.judge(findings);
    this.resource = this.renderResource();
    this.renderClaims();
    declareExternal(this, ...existingClaims([...volumesOf(this.props).values()]));
    const host = this.companionHost();
    this.serviceAccount = renderServiceAccount(host);
    this.autoscaler = renderAutoscaler(host);
    this.disruptionBudget = renderDisruptionBudget(host);
    const declared = {
      access: props.networkPolicy ?? {},
      callsApiServer: mountsToken(props) === true,
      identity: props.serviceAccount?.identity,
    };
    this.networkPolicy = renderNetworkPolicy(host, () => this.policySpec(declared));
    props.calls?.forEach((called) => this.allowTo(called));
  }

  /** Labels that select the pods: a copy. */
  get selector(): { [key: string]: string } {
    return selectorLabels(this.#identity, this.props, this.isSelected || this.applies(Default.WORKLOAD_LABELS));
  }

  /** Every port of the main container, that of the workload first: a copy. A port without a name has an empty one. */
  get ports(): ContainerPort[] {
    const { port, portName, declarePort = true, ports = [] } = this.props as WorkloadProps & MainPort;
    const name = portName ?? (declarePort && this.applies(Default.PORT_NAME) ? this.#portName : '');
    return [...(port === undefined ? [] : [{ name, port }]), ...ports];
  }

  /** The configuration and the secrets that containers of the workload refer to, each once. */
  get sources(): IConstruct[] {
    const { configs, secrets } = consumedSources(this.props);
    return [...configs, ...secrets];
  }

  /**
   * Every setting and where it comes from: the program, or the library's documented default. Their paths begin with the
   * id of the construct.
   */
  settings(): Setting[] {
    const { name, applies } = this;
    return workloadSettings(
      { id: this.node.id, name, applies, isScalable: isScalable(this.#controller.kind) },
      this.props,
    );
  }

  /** Labels of every object of the workload that has none of its own. */
  protected get labels(): { [key: string]: string } {
    return this.labelsOf();
  }

  /** Labels of one object: what is said of it takes the place of what is said of the workload. */
  protected labelsOf(labels: { [key: string]: string } | undefined = this.props.labels): { [key: string]: string } {
    return workloadLabels(this.#identity, { labels }, this.applies);
  }

  /** Labels of the pods. */
  protected get podLabels(): { [key: string]: string } {
    const { podLabels, serviceAccount } = this.props;
    return {
      ...{ ...Chart.of(this).labels, ...this.labels, ...this.selector },
      ...{ ...serviceAccount?.identity?.podLabels, ...podLabels },
    };
  }

  /** Pods that run at once; `undefined` where something else decides. */
  protected get replicas(): number | undefined {
    const { autoscaling, replicas } = this.props;
    const implied = this.applies(Default.IMPLIED_VALUES) ? DEFAULT_REPLICAS : undefined;
    return autoscaling === undefined ? (replicas ?? implied) : undefined;
  }

  /**
   * Annotations of the objects beside the one that runs the pods: those that must be there before it, such as its
   * account and its policy. Asked for while the workload is made.
   */
  protected get sideAnnotations(): { [key: string]: string } {
    return {};
  }

  /** Adds variables; one that is set already is an error, so that no setting is lost unseen. */
  protected addVariables(field: string, variables: { [name: string]: () => string }): void {
    for (const [name, produce] of Object.entries(variables)) {
      const place = `${field}.${name}`;
      Validation.of(this).addRule(() => variableFindings(place, name, produce()));
      if (this.#env.has(name)) {
        Validation.of(this).report(duplicateVariable(place, name));
      }
      this.#env.set(name, produce);
    }
  }

  /** Whether an object selects the pods: jobs need nothing that does. */
  private get isSelected(): boolean {
    const { calls = [] } = this.props;
    return isScalable(this.#controller.kind) || this.applies(Default.NETWORK_POLICY) || calls.length > 0;
  }

  /** Reports what is wrong with the properties, and what turns out to be when everything is defined. */
  private judge(findings: readonly Finding[]): void {
    const { name, containerName, ports, applies, selector, isSelected } = this;
    const { ownsClaims } = this.#controller;
    const features = this.#controller.features(this.props);
    const wrong = new Set(findings.map(({ field }) => field));
    const { stage, kubernetesVersion } = findAppContext(this) ?? {};
    const rules = [
      ...workloadFindings({ name, containerName, ports, applies, selector, isSelected, ownsClaims, stage }, this.props),
      ...versionFindings([...versionedFeatures(this.props), ...features], kubernetesVersion?.text),
      ...this.#controller.findings(this.props, applies, name),
      ...companionFindings(this.companionHost(), [
        mainContainer({ name: containerName, ports, env: {} }, this.props, applies),
        ...otherContainers(this.props.sidecars, this.props, applies),
      ]),
    ];
    // What follows from a port of a wrong type is not said again.
    const follows = ({ field, code }: Finding) =>
      wrong.has(field) || (wrong.has('port') && code === 'health-port-missing');
    const all = [...findings, ...rules.filter((rule) => !follows(rule))];
    Validation.of(this).report(...all);
    Validation.of(this).addRule(() => [...this.lateFindings(), ...(all.length === 0 ? this.podFindings() : [])]);
  }

  private companionHost(): CompanionHost {
    const { name, selector, props, applies, sideAnnotations: annotations } = this;
    const labelsOf: LabelsOfObject = (own) => this.labelsOf(own);
    const { apiVersion, kind } = this.#controller;
    return { scope: this, name, apiVersion, kind, labelsOf, annotations, selector, props, applies };
  }

  /** The namespace admits the pods, and lets them talk. Judged of pods with which nothing else is wrong. */
  private podFindings(): Finding[] {
    const { podSecurity, limitRange } = findAppContext(this) ?? {};
    const template = this.template(undefined);
    return [
      ...podSecurityFindings(podSecurity, template),
      ...(limitRange === undefined ? [] : limitlessFindings(limitRange, template)),
      ...(this.networkPolicy === undefined ? isolationFindings(this, this.podLabels) : []),
    ];
  }

  private renderResource(): KubernetesObject {
    const { apiVersion, kind } = this.#controller;
    return new KubernetesObject(this, 'Resource', {
      apiVersion,
      kind,
      metadata: {
        name: this.name,
        labels: this.labelsOf(this.props.resourceLabels),
        annotations: this.props.annotations,
      },
      spec: Lazy.any({ produce: () => this.#controller.spec(this.pods(), this.props) }),
    });
  }

  private pods(): Pods {
    const { name, labels, selector, replicas, applies } = this;
    const claims = claimsOf(this.props);
    const isExclusive = [...volumesOf(this.props).values()].some((volume) => volume.isExclusive);
    const template = (restartPolicy?: string) => this.template(restartPolicy);
    return { name, labels, selector, replicas, claims, applies, isExclusive, template };
  }

  private template(restartPolicy: string | undefined): Written<k8s.PodTemplateSpec> {
    const { applies } = this;
    const claims = claimsOf(this.props);
    const inlinesConfig = this.#inlinesConfig;
    const { configs, secrets } = consumedSources(this.props);
    const props = { ...this.props, volumes: { ...secretVolumes(secrets), ...this.props.volumes } };
    const { declarePort } = this.props as MainPort;
    const main = { name: this.containerName, ports: this.ports, env: this.env, declarePort };
    const others = (containers: { [name: string]: ContainerOptions } | undefined) =>
      otherContainers(containers, props, applies).map((container) => ({ ...container, inlinesConfig }));
    return podTemplate(
      {
        labels: this.podLabels,
        annotations: { ...checksumAnnotations(configs, applies), ...props.podAnnotations },
        options: spread(props, this.selector, isSeveral(this.#controller.kind, props), applies),
        main: { ...mainContainer(main, props, applies), inlinesConfig },
        sidecars: others(props.sidecars),
        initContainers: others(props.initContainers),
        imagePullSecretNames: props.imagePullSecretNames ?? [],
        claimName: (volumeName) => this.claimName(volumeName, claims.get(volumeName)),
        providedVolumes: this.#controller.ownsClaims ? [...claims.keys()] : [],
        userId: props.userId,
        gracePeriodSeconds: props.shutdown?.gracePeriodSeconds,
        restartPolicy,
        serviceAccountName: props.serviceAccountName ?? this.serviceAccount?.accountName,
        mountsToken: mountsToken(props),
      },
      applies,
    );
  }

  /** The variables with texts, of which some are only known when everything is defined. */
  private get env(): { [name: string]: string } {
    return Object.fromEntries([...this.#env].map(([name, produce]) => [name, produce()]));
  }

  private claimName(volumeName: string, claim?: PersistentClaimOptions): string {
    return claim?.name ?? `${this.name}-${volumeName}`;
  }

  private renderClaims(): void {
    if (this.#controller.ownsClaims) {
      return;
    }
    for (const [name, options] of claimsOf(this.props)) {
      const labels = this.labelsOf(options.labels);
      new KubernetesObject(this, `claim-${name}`, claimManifest(this.claimName(name, options), { ...options, labels }));
    }
  }

  /** What can only be judged when everything is defined. */
  private lateFindings(): Finding[] {
    const { secretKeys = [], config, secrets, envFrom, sidecars = {}, initContainers = {}, volumes = {} } = this.props;
    const { envVariables = {} } = this.props;
    const hasServiceLinks = !this.applies(Default.NO_SERVICE_LINKS);
    const names = [...(config === undefined ? [] : ['config']), ...(secrets === undefined ? [] : ['secrets'])];
    const fields = [...names, ...(envFrom ?? []).map((_, index) => `envFrom[${index}]`)];
    const whole = sources(this.props);
    const given = [...whole.map(({ secret }) => secret), ...Object.values(envVariables).map((value) => value.secrets)];
    return [
      ...secretVolumeFindings(consumedSources(this.props).secrets, this.props.volumes),
      ...sourceFindings(this, {
        block: '',
        whole: new Map(whole.map((source, index) => [fields[index] ?? '', source])),
        literals: this.env,
        references: envVariables,
        volumes,
        hasServiceLinks,
      }),
      ...blockFindings(this, 'sidecars', sidecars, hasServiceLinks),
      ...blockFindings(this, 'initContainers', initContainers, hasServiceLinks),
      ...secretKeyFindings(
        secretKeys,
        given.filter((each): each is IAppSecrets => each !== undefined),
      ),
    ];
  }
}

function versionedFeatures({ sidecars = {} }: WorkloadProps): VersionedFeature[] {
  return Object.entries(sidecars).map(([name, { native = false }]) => {
    return { field: `sidecars.${name}.native`, feature: 'a native sidecar', since: '1.29', isUsed: native };
  });
}

function duplicateVariable(field: string, name: string): Finding {
  const [allowed, remedy] = ['every variable once', 'Remove one of the two.'];
  return { code: 'variable-duplicate', field, given: `${show(name)} more than once`, allowed, remedy };
}
