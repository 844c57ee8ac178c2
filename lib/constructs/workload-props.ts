import { list, number, Reading, Readers, record, text } from '../model/core/reading';
import { withoutHalves } from '../model/service/service-blocks';
import { SERVICE_OPTIONS } from '../model/service/service-reading';
import { ServiceOptions, ServiceSettings } from '../model/service/service-settings';
import { Volume } from '../model/service/volume';
import { GracefulShutdown, NamedMount } from './pod-template';

/** What every workload that serves HTTP has. */
export interface WorkloadProps extends ServiceSettings {
  /** Port on which the container serves HTTP. */
  readonly port: number;
  /**
   * Name of the Deployment and of its container, value of the label `app` that selects the pods.
   * @default - the id of the construct
   */
  readonly name?: string;
  /**
   * Name of the Service.
   * @default - the name of the workload with `-service` at the end
   */
  readonly serviceName?: string;
  /**
   * Directories, besides /tmp, for files that may be lost, such as caches. The rest of the container's file system
   * is read-only.
   * @default - none
   */
  readonly writablePaths?: string[];
  /**
   * Numeric user and group of the process, also the group that owns its volumes. Never 0.
   * @default 10001
   */
  readonly userId?: number;
  /**
   * How a pod ends.
   * @default - SIGTERM at once, killed after 30 s
   */
  readonly shutdown?: GracefulShutdown;
}

const OWN_READERS: Readers = {
  ...SERVICE_OPTIONS,
  image: text,
  port: number,
  name: text,
  serviceName: text,
  writablePaths: list(text),
  userId: number,
  shutdown: record({ gracePeriodSeconds: number, drainSeconds: number }),
};

/**
 * A copy of the properties, without what has a wrong type, and what is wrong with them. Objects of the caller are not
 * kept: what was judged is what is rendered.
 */
export function readWorkloadProps(given: WorkloadProps, own: Readers): Reading {
  const { value = {}, findings } = record({ ...OWN_READERS, ...own })('', given);
  const { settings, findings: halves } = withoutHalves(value as ServiceOptions);
  return { value: settings, findings: [...findings, ...halves] };
}

/** User of a process where its author says nothing: above the ids that a node's own users have. */
export const DEFAULT_USER_ID = 10001;

/** Every volume of the pod: /tmp, the writable paths, and those that the author named, sorted by name. */
export function volumeMounts(props: WorkloadProps): NamedMount[] {
  const named = Object.entries(props.volumes ?? {}).map(([name, mount]) => ({ name, ...mount }));
  return [...scratchMounts(props), ...named.sort((a, b) => (a.name < b.name ? -1 : 1))];
}

/** The directories that are writable although nobody named a volume for them. */
export function scratchMounts({ writablePaths = [] }: WorkloadProps): NamedMount[] {
  return ['/tmp', ...writablePaths].map((path) => ({ name: scratchName(path), path, volume: Volume.emptyDir() }));
}

/** A volume name made of a path: `/app/.next/cache` becomes `app-next-cache`. */
export function scratchName(path: string): string {
  return path
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
