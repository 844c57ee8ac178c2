import type { k8s } from 'cdk8s-plus-28';
import { boolean, list, map, number, Reading, Readers, record, text } from '../model/core/reading';
import { within } from '../model/core/validated';
import { withoutHalves } from '../model/service/service-blocks';
import { SERVICE_OPTIONS } from '../model/service/service-reading';
import { ServiceOptions, ServiceSettings } from '../model/service/service-settings';
import { IAppConfig } from './app-config';
import { IAppSecrets } from './app-secrets';
import { serviceAccountReader, ServiceAccountOptions } from './app-service-account';
import { Default } from './defaults';
import { ContainerOptions, ContainerPort, portsReader, PROCESS_OPTIONS, ProcessOptions } from './pod/container-options';
import { manifestPart } from './pod/manifest-part';
import { POD_OPTIONS, PodOptions } from './pod/pod-options';
import { GracefulShutdown } from './pod/pod-template';
import { configReader, secretsReader } from './source-readers';
import { IWorkload, workloadsReader } from './workload-reference';

/** What everything has that runs pods. */
export interface WorkloadProps extends ServiceSettings, ProcessOptions, PodOptions {
  /**
   * Name of the object, and value of the label `app` that selects the pods.
   * @default - the id of the construct
   */
  readonly name?: string;
  /**
   * Name of the main container.
   * @default - the name of the workload
   */
  readonly containerName?: string;
  /**
   * Value of the label `component`.
   * @default - the kind of the workload, such as `api`
   */
  readonly component?: string;
  /**
   * Value of the label `tier`.
   * @default - `frontend` for a Frontend, else `backend`
   */
  readonly tier?: string;
  /**
   * Labels of every object of the workload and of its pods. They take the place of those of the library.
   * @default - only those of the library
   */
  readonly labels?: { [key: string]: string };
  /**
   * Labels of the Deployment, or of whatever runs the pods, in place of those that `labels` gives it.
   * @default - those of every object of the workload
   */
  readonly resourceLabels?: { [key: string]: string };
  /**
   * Annotations of the Deployment, or of whatever runs the pods.
   * @default - none
   */
  readonly annotations?: { [key: string]: string };
  /**
   * Labels that select the pods. They can never be changed in a cluster, so a live object is adopted with its own. The
   * pods carry them. Nothing needs to select those of jobs, so without policies `{}` is right there.
   * @default - `app` with the name of the workload; none for jobs without labels of the library, policies and calls
   */
  readonly selector?: { [key: string]: string };
  /**
   * Ports on which the container listens, besides `port` where there is one.
   * @default - none
   */
  readonly ports?: ContainerPort[];
  /**
   * Configuration of which every key becomes a variable.
   * @default - none
   */
  readonly config?: IAppConfig;
  /**
   * Secrets of which every key becomes a variable.
   * @default - none
   */
  readonly secrets?: IAppSecrets;
  /**
   * Directories, besides /tmp, for files that may be lost, such as caches. /tmp gives way to a volume at that path. The rest of the container's file system
   * is read-only.
   * @default - none
   */
  readonly writablePaths?: string[];
  /**
   * Numeric user and group of the process, also the group that owns its volumes. 0 is root, which needs
   * `runAsNonRoot: false` in `podSecurityContext`, or `without: [Default.NON_ROOT_USER]`.
   * @default - 10001; without `Default.NON_ROOT_USER`, what the image says
   */
  readonly userId?: number;
  /**
   * How a pod ends.
   * @default - SIGTERM at once, killed after 30 s
   */
  readonly shutdown?: GracefulShutdown;
  /**
   * Workloads that the pods call: both sides allow it.
   * @default - none; `allowTo` adds one later
   */
  readonly calls?: IWorkload[];
  /**
   * Metrics of autoscaling besides CPU and memory, as Kubernetes writes them: `Pods`, `Object`, `External` and
   * `ContainerResource`.
   * @default - none
   */
  readonly autoscalingMetrics?: k8s.MetricSpecV2[];
  /**
   * What the account of the pods is, and what it may do.
   * @default - an account of their own, with the name of the workload, that may do nothing
   */
  readonly serviceAccount?: ServiceAccountOptions;
  /**
   * Name of an account that exists, or that is defined elsewhere. Then none is rendered.
   * @default - the account of `serviceAccount`
   */
  readonly serviceAccountName?: string;
  /**
   * Whether the pods get a token with which their account calls the API server.
   * @default - where `serviceAccount` has permissions
   */
  readonly mountToken?: boolean;
  /**
   * Defaults of the library that do not apply to this workload.
   * @default - those that the chart turns off
   */
  readonly without?: Default[];
}

/** What a workload that others call says of its port. */
export interface MainPort {
  /** @default - it has none */
  readonly port?: number;
  /** @default - that of its kind */
  readonly portName?: string;
  /** @default true */
  readonly declarePort?: boolean;
}

const WORKLOAD_OPTIONS: Readers = {
  ...SERVICE_OPTIONS,
  ...PROCESS_OPTIONS,
  ...POD_OPTIONS,
  image: text,
  name: text,
  containerName: text,
  component: text,
  tier: text,
  labels: map(text),
  resourceLabels: map(text),
  annotations: map(text),
  selector: map(text),
  ports: portsReader,
  config: configReader,
  secrets: secretsReader,
  writablePaths: list(text),
  userId: number,
  calls: workloadsReader,
  autoscalingMetrics: list(manifestPart),
  serviceAccount: serviceAccountReader,
  serviceAccountName: text,
  mountToken: boolean,
  shutdown: record({ gracePeriodSeconds: number, drainSeconds: number }),
  without: list(text),
};

/**
 * A copy of the properties, without what has a wrong type, and what is wrong with them. Objects of the caller are not
 * kept: what was judged is what is rendered.
 *
 * @param own how the properties are read that only one kind of workload has
 */
export function readWorkloadProps(given: WorkloadProps, own: Readers): Reading {
  const { value = {}, findings } = record({ ...WORKLOAD_OPTIONS, ...own })('', given);
  const { settings, findings: halves } = withoutHalves(value as ServiceOptions);
  const sidecars = wholeContainers('sidecars', (settings as PodOptions).sidecars);
  const initContainers = wholeContainers('initContainers', (settings as PodOptions).initContainers);
  return {
    value: { ...settings, ...sidecars.value, ...initContainers.value },
    findings: [...findings, ...halves, ...sidecars.findings, ...initContainers.findings],
  };
}

/** The same of the containers beside the main one, where there are any. */
function wholeContainers(block: string, containers: { [name: string]: ContainerOptions } = {}) {
  const whole = Object.entries(containers).map(([name, each]) => ({ name, ...withoutHalves(each) }));
  const value = Object.fromEntries(whole.map(({ name, settings }) => [name, settings]));
  return {
    value: whole.length === 0 ? {} : { [block]: value },
    findings: whole.flatMap(({ name, findings }) => within(`${block}.${name}`, findings)),
  };
}
