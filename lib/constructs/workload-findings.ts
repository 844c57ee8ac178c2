import { Finding, show } from '../model/core/issue';
import { dnsLabel, serviceName } from '../model/core/names';
import { directoryFindings } from '../model/core/paths';
import { portNumber, wholeNumber } from '../model/core/rules';
import { Stage } from '../model/deployment/stage';
import { serviceFindings } from '../model/service/service-settings';
import { repeatedPathFindings } from '../model/service/volume';
import { DEFAULT_GRACE_PERIOD_SECONDS, GracefulShutdown } from './pod-template';
import { DEFAULT_USER_ID, scratchMounts, scratchName, WorkloadProps } from './workload-props';

const MAX_USER_ID = 2 ** 31 - 1;

/** Everything that can be wrong with the properties of a workload. */
export function workloadFindings(name: string, props: WorkloadProps, stage: Stage | undefined): Finding[] {
  const { writablePaths = [] } = props;
  return [
    ...nameFindings(name, props.serviceName),
    ...portNumber('port', props.port),
    ...serviceFindings(props, stage),
    ...writablePaths.flatMap((path, index) => writableFindings(`writablePaths[${index}]`, path)),
    ...scratchFindings(props),
    ...userFindings(props.userId ?? DEFAULT_USER_ID),
    ...shutdownFindings(props.shutdown ?? {}),
  ];
}

function nameFindings(name: string, service: string | undefined): Finding[] {
  const wrong = dnsLabel('name', name);
  // The default Service name only repeats what is wrong with the name it is made from.
  return wrong.length > 0 && service === undefined
    ? wrong
    : [...wrong, ...serviceName('serviceName', service ?? `${name}-service`)];
}

/** The directory is one, and a volume can be named after it. */
function writableFindings(field: string, path: string): Finding[] {
  const wrong = directoryFindings(field, path);
  return wrong.length > 0 ? wrong : dnsLabel(field, scratchName(path));
}

/** The directories that the library makes writable get in nobody's way. */
function scratchFindings(props: WorkloadProps): Finding[] {
  const scratch = scratchMounts(props);
  const names = scratch.map(({ name }) => name);
  const paths = scratch.map(({ path }) => path);
  const mounts = Object.entries(props.volumes ?? {});
  const clashes = scratch.filter(
    ({ name, path }, index) => names.indexOf(name) < index && !paths.slice(0, index).includes(path),
  );
  return [
    ...repeatedPathFindings('writablePaths', paths),
    ...clashes.map(({ name }) => nameTaken(name)),
    ...mounts.filter(([name]) => names.includes(name)).map(([name]) => nameTaken(name)),
    ...mounts
      .filter(([, { path }]) => paths.includes(path))
      .flatMap(([name, { path }]) => repeatedPathFindings(`volumes.${name}.path`, [path, path])),
  ];
}

function nameTaken(name: string): Finding {
  return {
    code: 'volume-name-taken',
    field: 'volumes',
    given: show(name),
    allowed: 'a name that no writable directory has; /tmp has the name tmp, /a/b has the name a-b',
    remedy: 'Rename the volume or the directory.',
  };
}

function userFindings(userId: number): Finding[] {
  return wholeNumber(
    'userId',
    userId,
    { min: 1, max: MAX_USER_ID },
    {
      code: 'user-id-out-of-range',
      remedy: 'Give the numeric user that the image is built for; root (0) is refused by the restricted standard.',
    },
  );
}

function shutdownFindings({ gracePeriodSeconds, drainSeconds }: GracefulShutdown): Finding[] {
  const grace = gracePeriodSeconds ?? DEFAULT_GRACE_PERIOD_SECONDS;
  const why = { code: 'shutdown-out-of-range', remedy: 'Give whole seconds.' };
  const wrong = [
    ...wholeNumber('shutdown.gracePeriodSeconds', grace, { min: 1 }, why),
    ...(drainSeconds === undefined ? [] : wholeNumber('shutdown.drainSeconds', drainSeconds, { min: 1 }, why)),
  ];
  if (wrong.length > 0 || drainSeconds === undefined || drainSeconds < grace) {
    return wrong;
  }
  return [
    {
      code: 'drain-exceeds-grace-period',
      field: 'shutdown.drainSeconds',
      given: show(drainSeconds),
      allowed: `less than the grace period of ${grace} s, which the drain is part of`,
      remedy: 'Shorten the drain or lengthen gracePeriodSeconds.',
    },
  ];
}
