import { defaultSettings } from '../model/deployment/explanation';
import { leaves, Setting, SettingOrigin, settingText } from '../model/deployment/settings';
import { DEFAULT_GRACE_PERIOD_SECONDS, DEFAULT_USER_ID } from './pod/pod-template';
import { WorkloadProps } from './workload-props';

/** What a value prints that does not know how to: a construct, for example. */
const UNPRINTABLE = '[object ';

/** The settings of a workload, and the documented defaults where there is none. */
export function workloadSettings(id: string, name: string, props: WorkloadProps): Setting[] {
  const given = [...leaves({ ...props })].filter(([, value]) => value !== undefined);
  const settings = given.map(([path, value]) => ({
    path: `${id}.${path}`,
    value: settingText(value),
    origin: SettingOrigin.PROGRAM,
  }));
  const own: { [path: string]: string | number } = {
    name,
    serviceName: `${name}-service`,
    userId: DEFAULT_USER_ID,
    'shutdown.gracePeriodSeconds': DEFAULT_GRACE_PERIOD_SECONDS,
  };
  const known = new Set(given.map(([path]) => path));
  const defaults = Object.entries(own).filter(([path]) => !known.has(path));
  return [
    ...settings.filter(({ value }) => !value.startsWith(UNPRINTABLE)),
    ...defaultSettings(id, props),
    ...defaults.map(([path, value]) => ({
      path: `${id}.${path}`,
      value: String(value),
      origin: SettingOrigin.DEFAULT,
    })),
  ];
}
