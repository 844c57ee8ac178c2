import { CloudCluster } from '../cluster/cloud-cluster';
import { Finding, Issue, show } from '../core/issue';
import { ValidationError } from '../core/validation-error';
import { ImageLock } from '../image/image-lock';
import { Pipeline } from '../pipeline/pipeline';
import { ContainerRegistry } from '../registry/container-registry';
import { KubernetesSecret } from '../secret/kubernetes-secret';
import { ResolvedService, resolveService } from '../service/service-resolution';
import { ServiceSettings } from '../service/service-settings';
import { DeploymentGoals } from './deployment-goals';
import { DeploymentBaseProps, EnvironmentProps } from './deployment-props';
import { environmentReader } from './deployment-reading';
import { environmentIssues, serviceIssues } from './deployment-rules';
import { defaultSettings, explanation } from './explanation';
import {
  copied,
  differenceFindings,
  isTree,
  leaves,
  merged,
  Setting,
  SettingOrigin,
  settingText,
  SettingTree,
  without,
} from './settings';
import { Stage } from './stage';

/**
 * An application in one environment: what the base says, with what the environment says differently applied.
 *
 * Made by `DeploymentBase.environment(...)`.
 */
export class DeploymentConfiguration {
  /** Name of the environment. */
  readonly environment: string;
  /** Stage of the environment. */
  readonly stage: Stage;
  /** @default - a cluster of its own of which nothing is known */
  readonly cluster?: CloudCluster;
  /** @default - services ask for no keys */
  readonly secret?: KubernetesSecret;

  readonly #base: DeploymentBaseProps;
  readonly #props: EnvironmentProps;
  readonly #tree: SettingTree;
  readonly #services: readonly ResolvedService[];
  readonly #known: readonly string[];
  readonly #findings: readonly Finding[];

  /**
   * @param environment name of the environment
   * @param base what the base says, as it was read
   * @param props what the environment says
   * @param baseFindings what is wrong with the base
   */
  constructor(environment: string, base: DeploymentBaseProps, props: EnvironmentProps, baseFindings: Finding[]) {
    const read = environmentReader('', props);
    const own = (read.value ?? {}) as EnvironmentProps;
    this.environment = environment;
    this.stage = own.stage;
    this.cluster = own.cluster;
    this.secret = base.secret;
    this.#base = base;
    this.#props = own;

    const [whole, difference, remove] = [settingsOf(base), settingsOf(own), own.remove ?? []];
    this.#tree = merged(remove.reduce(without, whole), difference);
    this.#known = Object.keys(base.services);
    const images = { imageLock: own.imageLock, registries: base.registries };
    const resolutions = Object.entries(section(this.#tree, 'services'))
      .filter(([name]) => this.#known.includes(name))
      .map(([name, tree]) => ({ name, ...resolveService(name, isTree(tree) ? tree : {}, images) }));
    this.#services = resolutions.flatMap(({ service }) => (service === undefined ? [] : [service]));
    this.#findings = [
      ...baseFindings,
      ...read.findings.filter(({ given }) => given !== 'undefined'),
      ...differenceFindings(whole, settingsOf(isTree(props) ? props : own), remove),
      ...unknownServiceFindings(Object.keys(own.services ?? {}), this.#known),
      ...resolutions.flatMap(({ name, findings }) =>
        findings.map((finding) => ({ ...finding, field: `services.${name}.${finding.field}` })),
      ),
    ];
  }

  /** Names of the services of this environment. */
  get serviceNames(): string[] {
    return this.#services.map(({ name }) => name);
  }

  /** Configuration that is not confidential. */
  get config(): { [key: string]: string } {
    return { ...(section(this.#tree, 'config') as { [key: string]: string }) };
  }

  /** How a change is deployed, or `undefined` where the base does not say. */
  get pipeline(): Pipeline | undefined {
    return this.#base.pipeline;
  }

  /** Where the images are stored. A copy. */
  get registries(): ContainerRegistry[] {
    return [...(this.#base.registries ?? [])];
  }

  /** Which build of each image runs, or `undefined` where the images are used as they are. */
  get imageLock(): ImageLock | undefined {
    return this.#props.imageLock;
  }

  /** What is promised about time. */
  get goals(): DeploymentGoals {
    return { ...section(this.#tree, 'goals') };
  }

  /**
   * The settings of a service, to be spread into the properties of its construct. A copy.
   *
   * @throws ValidationError `service-unknown` when the base has no service of that name
   */
  service(name: string): ServiceSettings {
    const service = this.#services.find((each) => each.name === name);
    if (service !== undefined) {
      return copied(service.settings) as ServiceSettings;
    }
    if (this.#known.includes(name)) {
      // What it lacks is among the issues already; the construct must be made all the same, to report the others.
      return { image: '' };
    }
    const issues = unknownServiceFindings([name], this.#known).map((finding) => ({
      path: this.environment,
      ...finding,
    }));
    throw new ValidationError(issues);
  }

  /** Everything that is wrong with this environment, each problem with its place. */
  issues(): Issue[] {
    const context = {
      ...this.#base,
      ...this.#props,
      environment: this.environment,
      config: this.config,
      goals: this.goals,
    };
    return [
      ...this.#findings.map((finding) => ({ path: this.environment, ...finding })),
      ...environmentIssues(context, this.#services),
      ...this.#services.flatMap((service) => serviceIssues(context, service)),
    ];
  }

  /** Every resolved value and where it comes from, sorted by path. */
  settings(): Setting[] {
    const given = leaves(settingsOf(this.#props));
    const resolved = [...leaves(this.#tree)].map(([path, value]) => this.setting(path, value, given));
    const defaults = this.#services.flatMap(({ name, settings }) => defaultSettings(`services.${name}`, settings));
    return [...this.environmentSettings(), ...resolved, ...this.registrySettings(), ...defaults].sort((a, b) =>
      a.path < b.path ? -1 : 1,
    );
  }

  /** Every resolved value and where it comes from, as a table. */
  explain(): string {
    return explanation(this.settings());
  }

  /** What the environment is. */
  private environmentSettings(): Setting[] {
    const origin = SettingOrigin.ENVIRONMENT;
    return [
      { path: 'stage', value: settingText(this.stage), origin },
      ...(this.cluster === undefined ? [] : [{ path: 'cluster', value: this.cluster.key, origin }]),
    ];
  }

  /** Pull secrets that no service names, but the registry of its image. */
  private registrySettings(): Setting[] {
    const given = leaves(this.#tree);
    return this.#services.flatMap(({ name, settings }) => {
      const path = `services.${name}.imagePullSecretNames`;
      const value = settings.imagePullSecretNames;
      const isOwn = value === undefined || given.has(path);
      return isOwn ? [] : [{ path, value: settingText(value), origin: SettingOrigin.REGISTRY }];
    });
  }

  private setting(path: string, value: unknown, given: ReadonlyMap<string, unknown>): Setting {
    const locked = this.#services.find(({ name }) => path === `services.${name}.image`)?.image;
    if (locked !== undefined && String(locked) !== String(value)) {
      return { path, value: String(locked), origin: SettingOrigin.IMAGE_LOCK };
    }
    const origin = given.get(path) === undefined ? SettingOrigin.BASE : SettingOrigin.ENVIRONMENT;
    return { path, value: settingText(value), origin };
  }
}

/** The part of the properties that an environment can say differently. */
function settingsOf({
  config = {},
  services = {},
  goals = {},
}: SettingTree | DeploymentBaseProps | EnvironmentProps): SettingTree {
  return { config, goals, services };
}

function section(tree: SettingTree, name: string): SettingTree {
  const value = tree[name];
  return isTree(value) ? value : {};
}

function unknownServiceFindings(given: readonly string[], known: readonly string[]): Finding[] {
  return given
    .filter((name) => !known.includes(name))
    .map((name) => ({
      code: 'service-unknown',
      field: `services.${name}`,
      given: show(name),
      allowed: known.length === 0 ? 'none: there is no service' : known.join(', '),
      remedy: 'Correct the name, or describe the service in the base.',
    }));
}
