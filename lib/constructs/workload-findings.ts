import { Finding, show } from '../model/core/issue';
import { dnsLabel, dnsSubdomain, labelValue } from '../model/core/names';
import { directoryFindings } from '../model/core/paths';
import { wholeNumber } from '../model/core/rules';
import { Stage } from '../model/deployment/stage';
import { serviceFindings } from '../model/service/service-settings';
import { repeatedPathFindings } from '../model/service/volume';
import { AppliesDefault, withoutFindings } from './defaults';
import { annotationFindings, labelsFindings } from './metadata-findings';
import { otherContainerFindings, processFindings } from './pod/container-findings';
import { ContainerPort } from './pod/container-options';
import { scratchMounts, scratchName } from './pod/container-specs';
import { DEFAULT_GRACE_PERIOD_SECONDS, GracefulShutdown } from './pod/pod-template';
import { DEFAULT_USER_ID, WorkloadProps } from './workload-props';

const MAX_USER_ID = 2 ** 31 - 1;

/** A workload, as far as its rules look at it. */
export interface JudgedWorkload {
  readonly name: string;
  readonly containerName: string;
  readonly ports: readonly ContainerPort[];
  readonly applies: AppliesDefault;
  /** @default - not known in a plain cdk8s chart */
  readonly stage?: Stage;
}

/** Everything that can be wrong with the properties of a workload. */
export function workloadFindings(workload: JudgedWorkload, props: WorkloadProps): Finding[] {
  const { name, containerName, ports, applies, stage } = workload;
  const { writablePaths = [] } = props;
  return [
    ...dnsSubdomain('name', name),
    ...(containerName === name ? [] : dnsLabel('containerName', containerName)),
    ...serviceFindings(props, stage),
    ...processFindings(props, ports),
    ...otherContainerFindings(containerName, props, stage),
    ...writablePaths.flatMap((path, index) => writableFindings(`writablePaths[${index}]`, path)),
    ...scratchFindings(props, applies),
    ...userFindings(props.userId ?? DEFAULT_USER_ID),
    ...shutdownFindings(props),
    ...metadataFindings(props),
    ...withoutFindings('without', props.without),
  ];
}

/** Labels and annotations are such that Kubernetes accepts them, and the selector selects the pods. */
function metadataFindings(props: WorkloadProps): Finding[] {
  const {
    labels = {},
    podLabels = {},
    selector = {},
    annotations = {},
    podAnnotations = {},
    nodeSelector = {},
  } = props;
  const { component, tier } = props;
  const unmatched = Object.keys(selector).filter((key) => (podLabels[key] ?? selector[key]) !== selector[key]);
  return [
    ...(component === undefined ? [] : labelValue('component', component)),
    ...(tier === undefined ? [] : labelValue('tier', tier)),
    ...Object.entries({ labels, podLabels, selector, nodeSelector }).flatMap(([field, map]) =>
      labelsFindings(field, map),
    ),
    ...Object.entries({ annotations, podAnnotations }).flatMap(([field, map]) => annotationFindings(field, map)),
    ...(props.selector !== undefined && Object.keys(selector).length === 0 ? [emptySelector()] : []),
    ...unmatched.map((key) => unmatchedFinding(key, selector[key] ?? '')),
  ];
}

function emptySelector(): Finding {
  const [allowed, remedy] = ['at least one label', 'Name a label that only these pods carry, or leave it out.'];
  return { code: 'selector-empty', field: 'selector', given: 'no label', allowed, remedy };
}

function unmatchedFinding(key: string, value: string): Finding {
  const [allowed, remedy] = [
    `${show(value)}, as the selector says`,
    'Make the two equal: the pods would not be found.',
  ];
  return { code: 'selector-unmatched', field: `podLabels.${key}`, given: 'another value', allowed, remedy };
}

/** The directory is one, and a volume can be named after it. */
function writableFindings(field: string, path: string): Finding[] {
  const wrong = directoryFindings(field, path);
  return wrong.length > 0 ? wrong : dnsLabel(field, scratchName(path));
}

/** The directories that the library makes writable get in nobody's way. */
function scratchFindings(props: WorkloadProps, applies: AppliesDefault): Finding[] {
  const scratch = scratchMounts(props.writablePaths, applies);
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

function shutdownFindings({ shutdown = {}, lifecycle }: WorkloadProps): Finding[] {
  const { gracePeriodSeconds, drainSeconds }: GracefulShutdown = shutdown;
  const grace = gracePeriodSeconds ?? DEFAULT_GRACE_PERIOD_SECONDS;
  const why = { code: 'shutdown-out-of-range', remedy: 'Give whole seconds.' };
  const wrong = [
    ...wholeNumber('shutdown.gracePeriodSeconds', grace, { min: 1 }, why),
    ...(drainSeconds === undefined ? [] : wholeNumber('shutdown.drainSeconds', drainSeconds, { min: 1 }, why)),
    ...(drainSeconds === undefined || lifecycle?.preStop === undefined ? [] : [twoHooks()]),
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

function twoHooks(): Finding {
  return {
    code: 'pre-stop-twice',
    field: 'shutdown.drainSeconds',
    given: 'a drain beside lifecycle.preStop',
    allowed: 'one of the two: Kubernetes runs a single action before the end',
    remedy: 'Let the action of lifecycle.preStop wait, or leave it out.',
  };
}
