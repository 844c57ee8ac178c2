import { defaultSettings } from '../model/deployment/explanation';
import { leaves, Setting, SettingOrigin, settingText } from '../model/deployment/settings';
import { AppliesDefault, Default } from './defaults';
import { DEFAULT_GRACE_PERIOD_SECONDS, DEFAULT_USER_ID } from './pod/pod-template';
import { MainPort, WorkloadProps } from './workload-props';

/** What a value prints that does not know how to: a construct, for example. */
const UNPRINTABLE = '[object ';

/** A workload, as far as it decides which defaults it has. */
export interface DescribedWorkload {
  /** Id of the construct. */
  readonly id: string;
  readonly name: string;
  /** Whether a number of pods is kept running. */
  readonly isScalable: boolean;
  readonly applies: AppliesDefault;
}

/** The settings of a workload, and the documented defaults where there is none and none is turned off. */
export function workloadSettings(workload: DescribedWorkload, props: WorkloadProps & MainPort): Setting[] {
  const { id, name, applies, isScalable } = workload;
  const isServed = props.port !== undefined;
  const given = [...leaves({ ...props })].filter(([, value]) => value !== undefined);
  const settings = given.map(([path, value]) => ({
    path: `${id}.${path}`,
    value: settingText(value),
    origin: SettingOrigin.PROGRAM,
  }));
  const own: { [path: string]: string | number } = {
    name,
    ...(isServed ? { serviceName: `${name}-service` } : {}),
    ...(applies(Default.NON_ROOT_USER) ? { userId: DEFAULT_USER_ID } : {}),
    ...(applies(Default.GRACE_PERIOD) ? { 'shutdown.gracePeriodSeconds': DEFAULT_GRACE_PERIOD_SECONDS } : {}),
  };
  const absent = [
    ...(isServed ? [] : ['exposure']),
    ...(isScalable ? [] : ['replicas']),
    ...(applies(Default.PULL_POLICY) ? [] : ['imagePullPolicy']),
    ...(applies(Default.RESOURCES) ? [] : ['resources']),
    ...(applies(Default.PROBE_TIMINGS) ? [] : ['health']),
  ];
  const isAbsent = ({ path }: Setting) => absent.some((each) => `${path}.`.startsWith(`${id}.${each}.`));
  const known = new Set(given.map(([path]) => path));
  const defaults = Object.entries(own).filter(([path]) => !known.has(path));
  return [
    ...settings.filter(({ value }) => !value.startsWith(UNPRINTABLE)),
    ...defaultSettings(id, props).filter((setting) => !isAbsent(setting)),
    ...defaults.map(([path, value]) => ({
      path: `${id}.${path}`,
      value: String(value),
      origin: SettingOrigin.DEFAULT,
    })),
  ];
}
