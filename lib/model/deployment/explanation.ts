import { DEFAULT_RESOURCES, resourceAmounts } from '../service/container-resources';
import { probesOf } from '../service/health-checks';
import { DEFAULT_REPLICAS } from '../service/pod-range';
import { DEFAULT_PULL_POLICY, ServiceSettings } from '../service/service-settings';
import { leaves, Setting, SettingOrigin, settingText } from './settings';

/** The settings of a service that nobody gave, with the library's defaults as their values. */
export function defaultSettings(path: string, settings: ServiceSettings): Setting[] {
  const defaults = new Map<string, unknown>();
  const offer = (name: string, given: unknown, value: unknown) => {
    if (given === undefined) {
      defaults.set(`${path}.${name}`, value);
    }
  };
  offer('imagePullPolicy', settings.imagePullPolicy, DEFAULT_PULL_POLICY);
  offer('replicas', settings.replicas ?? settings.autoscaling, DEFAULT_REPLICAS);
  offer('exposure', settings.exposure, 'ClusterIP');
  if (settings.resources === undefined) {
    for (const { field, request, limit } of resourceAmounts(DEFAULT_RESOURCES)) {
      offer(`resources.${field}.request`, undefined, request);
      offer(`resources.${field}.limit`, undefined, limit);
    }
  }
  if (settings.health !== undefined) {
    const given = leaves({ ...settings.health });
    for (const [name, probe] of Object.entries(probesOf(settings.health))) {
      for (const [field, amount] of Object.entries((probe as object | undefined) ?? {})) {
        if (typeof amount === 'number') {
          offer(`health.${name}.${field}`, given.get(`${name}.${field}`), amount);
        }
      }
    }
  }
  return [...defaults].map(([place, value]) => ({
    path: place,
    value: settingText(value),
    origin: SettingOrigin.DEFAULT,
  }));
}

/** The settings as a table of three columns: path, value, origin. */
export function explanation(settings: readonly Setting[]): string {
  const width = (column: (setting: Setting) => string) =>
    Math.max(0, ...settings.map((setting) => column(setting).length));
  const [paths, values] = [width(({ path }) => path), width(({ value }) => value)];
  return settings
    .map(({ path, value, origin }) => `${path.padEnd(paths)}  ${value.padEnd(values)}  ${origin}\n`)
    .join('');
}
