import { imageFindings, ImagePullPolicy, movingImageFindings } from '../model/container-image';
import { DEFAULT_RESOURCES, resourceFindings } from '../model/container-resources';
import { exposureFindings } from '../model/exposure';
import { healthFindings } from '../model/health-checks';
import { Finding, show } from '../model/issue';
import { dnsLabel, serviceName } from '../model/names';
import { oneOf, portNumber, wholeNumber } from '../model/rules';
import { Stage } from '../model/stage';
import { directoryFindings, mountConflictFindings, volumeFindings } from '../model/volume';
import { DEFAULT_GRACE_PERIOD_SECONDS, GracefulShutdown } from './pod-template';
import { DEFAULT_REPLICAS, DEFAULT_USER_ID, volumeMounts, WorkloadProps } from './workload-props';

const MAX_USER_ID = 2 ** 31 - 1;

/** Everything that can be wrong with the properties of a workload. */
export function workloadFindings(name: string, props: WorkloadProps, stage: Stage | undefined): Finding[] {
  const { health, exposure, writablePaths = [], volumes = [], replicas = DEFAULT_REPLICAS } = props;
  return [
    ...nameFindings(name, props.serviceName),
    ...imageFindings('image', props.image),
    ...movingImageFindings('image', props.image, stage),
    ...pullPolicyFindings(props.imagePullPolicy),
    ...portNumber('port', props.port),
    ...replicaFindings(replicas),
    ...resourceFindings('resources', props.resources ?? DEFAULT_RESOURCES),
    ...(health === undefined ? [] : healthFindings('health', health)),
    ...writablePaths.flatMap((path, index) => directoryFindings(`writablePaths[${index}]`, path)),
    ...volumeFindings('volumes', volumes, replicas),
    ...mountConflictFindings('volumes', volumeMounts(props)),
    ...userFindings(props.userId ?? DEFAULT_USER_ID),
    ...shutdownFindings(props.shutdown ?? {}),
    ...(exposure === undefined ? [] : exposureFindings('exposure', exposure)),
  ];
}

function nameFindings(name: string, service: string | undefined): Finding[] {
  const wrong = dnsLabel('name', name);
  // The default Service name only repeats what is wrong with the name it is made from.
  return wrong.length > 0 && service === undefined
    ? wrong
    : [...wrong, ...serviceName('serviceName', service ?? `${name}-service`)];
}

function replicaFindings(replicas: number): Finding[] {
  return wholeNumber(
    'replicas',
    replicas,
    { min: 1 },
    {
      code: 'replicas-out-of-range',
      remedy: 'Run at least one pod, or leave the workload out of this environment.',
    },
  );
}

function pullPolicyFindings(given: ImagePullPolicy | undefined): Finding[] {
  const why = { code: 'pull-policy-unknown', remedy: 'Use one of ImagePullPolicy.' };
  return given === undefined ? [] : oneOf('imagePullPolicy', given, Object.values(ImagePullPolicy), why);
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
