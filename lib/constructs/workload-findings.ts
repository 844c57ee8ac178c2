import { Finding, show } from '../model/core/issue';
import { dnsLabel, dnsSubdomain, labelValue } from '../model/core/names';
import { directoryFindings } from '../model/core/paths';
import { wholeNumber } from '../model/core/rules';
import { Stage } from '../model/deployment/stage';
import { annotationFindings, labelsFindings } from '../model/exposure/annotations';
import { serviceFindings } from '../model/service/service-settings';
import { withoutFindings } from './defaults';
import { otherContainerFindings, processFindings, timingsOf } from './pod/container-findings';
import { scratchName } from './pod/container-specs';
import { JudgedPod, podFindings } from './pod/pod-findings';
import { DEFAULT_GRACE_PERIOD_SECONDS, GracefulShutdown } from './pod/pod-template';
import { securityFindings } from './pod/security-findings';
import { WorkloadProps } from './workload-props';

const MAX_USER_ID = 2 ** 31 - 1;

/** A workload, as far as its rules look at it. */
export interface JudgedWorkload extends JudgedPod {
  readonly name: string;
  /** Labels that select the pods. */
  readonly selector: { [key: string]: string };
  /** Whether anything selects them. */
  readonly isSelected: boolean;
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
    ...serviceFindings(props, stage, timingsOf(applies)),
    ...processFindings(props, ports),
    ...otherContainerFindings(props, stage, applies),
    ...podFindings(workload, props),
    ...securityFindings(props, applies),
    ...writablePaths.flatMap((path, index) => writableFindings(`writablePaths[${index}]`, path)),
    ...(props.userId === undefined ? [] : userFindings(props.userId)),
    ...shutdownFindings(props),
    ...metadataFindings(props, workload),
    ...withoutFindings('without', props.without),
  ];
}

/** Labels and annotations are such that Kubernetes accepts them, and the selector selects the pods. */
function metadataFindings(props: WorkloadProps, { selector, isSelected }: JudgedWorkload): Finding[] {
  const { labels, resourceLabels, podLabels = {}, annotations = {}, podAnnotations = {}, nodeSelector } = props;
  const { component, tier } = props;
  const unmatched = Object.keys(selector).filter((key) => (podLabels[key] ?? selector[key]) !== selector[key]);
  return [
    ...(component === undefined ? [] : labelValue('component', component)),
    ...(tier === undefined ? [] : labelValue('tier', tier)),
    ...Object.entries({ labels, resourceLabels, podLabels, selector: props.selector, nodeSelector }).flatMap(
      ([field, map]) => labelsFindings(field, map),
    ),
    ...Object.entries({ annotations, podAnnotations }).flatMap(([field, map]) => annotationFindings(field, map)),
    ...(isSelected && Object.keys(selector).length === 0 ? [emptySelector()] : []),
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

function userFindings(userId: number): Finding[] {
  return wholeNumber(
    'userId',
    userId,
    { min: 0, max: MAX_USER_ID },
    { code: 'user-id-out-of-range', remedy: 'Give the numeric user that the image is built for.' },
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
