import type { IConstruct } from 'constructs';
import type { DeploymentConfiguration } from '../model/deployment/deployment-configuration';
import { type Setting, SettingOrigin } from '../model/deployment/settings';
import type { SynthesizedObject } from '../synth/manifest';

/** What a construct resolves to, and what comes of it. */
export interface ConstructExplanation {
  /** Path of the construct below its chart: its id. */
  readonly construct: string;
  /** Its settings by path below the construct, sorted; empty for a construct whose settings the library does not know. */
  readonly settings: readonly Setting[];
  /** What it renders, in apply order. */
  readonly objects: readonly SynthesizedObject[];
}

/** An environment: what holds for all of it, and its constructs. */
export interface EnvironmentExplanation {
  readonly environment: string;
  /** Settings that belong to no construct of this list, sorted by path. */
  readonly settings: readonly Setting[];
  /** In the order of definition. */
  readonly constructs: readonly ConstructExplanation[];
}

/** The part of a chart that counts. It may come from another copy of this library. */
interface Chart extends IConstruct {
  readonly environment: string;
  readonly configuration?: DeploymentConfiguration;
}

const CHART = Symbol.for('cdk8s-webapp.WebAppChart');
const WORKLOAD = Symbol.for('cdk8s-webapp.Workload');
const SERVICES = 'services.';

/** Explains an environment of a tree that was rendered. */
export function explainEnvironment(
  root: IConstruct,
  environment: string,
  objects: readonly SynthesizedObject[],
): EnvironmentExplanation {
  const charts = root.node
    .findAll()
    .filter(isChart)
    .filter((chart) => chart.environment === environment);
  const model = charts.flatMap(({ configuration }) => configuration?.settings() ?? []);
  const constructs = charts
    .flatMap((chart) => chart.node.children)
    .map((construct) => explainConstruct(construct, model, objects))
    .filter(({ settings, objects: own }) => settings.length + own.length > 0);
  const explained = new Set(
    constructs.flatMap(({ construct, settings }) => settings.map(({ path }) => `${SERVICES}${construct}.${path}`)),
  );
  return { environment, settings: sorted(model.filter(({ path }) => !explained.has(path))), constructs };
}

function isChart(construct: IConstruct): construct is Chart {
  return CHART in construct;
}

function explainConstruct(
  construct: IConstruct,
  model: readonly Setting[],
  objects: readonly SynthesizedObject[],
): ConstructExplanation {
  const { id, path } = construct.node;
  const own = construct.node.findAll().flatMap(settingsOf);
  const prefix = `${id}.`;
  const settings = own.map((setting) => {
    const { path: place } = setting;
    return {
      ...setting,
      path: place.startsWith(prefix) ? place.slice(prefix.length) : place,
      origin: originOf(setting, model),
    };
  });
  return {
    construct: id,
    settings: sorted(settings),
    objects: objects.filter((object) => object.path === path || object.path.startsWith(`${path}/`)),
  };
}

function settingsOf(construct: IConstruct): Setting[] {
  return WORKLOAD in construct ? (construct as unknown as { settings(): Setting[] }).settings() : [];
}

/** A value that the program passes on from the model comes from where the model has it. */
function originOf(setting: Setting, model: readonly Setting[]): SettingOrigin {
  const passedOn = model.find(({ path, value }) => path === `${SERVICES}${setting.path}` && value === setting.value);
  return setting.origin === SettingOrigin.PROGRAM ? (passedOn?.origin ?? setting.origin) : setting.origin;
}

function sorted(settings: readonly Setting[]): Setting[] {
  return [...settings].sort((a, b) => (a.path < b.path ? -1 : 1));
}
