import { ClusterAddress } from './argo-cd-cluster';
import { ArgoCdSettings } from './argo-cd-settings';
import { DeployedApplication } from './deployed-application';
import { syncOf } from './destination';
import { applicationName } from './environment-rules';
import { environmentPath } from './git-source';
import { ignoredDifferences, IgnoredDifference } from './ignored-differences';

/** Where the manifests of an Application are. */
export interface ApplicationSource {
  readonly repoURL: string;
  readonly targetRevision: string;
  readonly path: string;
  /** Which files of the directory are read. */
  readonly directory: { readonly include: string };
}

/** What an Application does with them. */
export interface SyncPolicy {
  /** @default - nothing happens by itself */
  readonly automated?: { readonly prune: boolean; readonly selfHeal: boolean };
  readonly syncOptions: readonly string[];
  readonly retry: object;
}

/** What an Application says. */
export interface ApplicationSpec {
  readonly project: string;
  readonly source: ApplicationSource;
  readonly destination: ClusterAddress & { readonly namespace: string };
  readonly syncPolicy: SyncPolicy;
  /** @default - all differences count */
  readonly ignoreDifferences?: readonly IgnoredDifference[];
}

/** An Application, or the template of some. */
export interface Application {
  readonly name: string;
  readonly labels: { [key: string]: string };
  readonly spec: ApplicationSpec;
}

/** Ten seconds, then twice as long each time: five attempts take five minutes, each with what Git holds then. */
const RETRY = { limit: 5, refresh: true, backoff: { duration: '10s', factor: 2, maxDuration: '3m' } };

/**
 * The Application of one environment.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/application.yaml
 */
export function application(deployed: DeployedApplication, settings: ArgoCdSettings): Application {
  const { chart, address } = deployed;
  const ignoreDifferences = ignoredDifferences(deployed.objects);
  return {
    name: applicationName(chart),
    labels: { ...labelsOf(chart.name), environment: chart.stage },
    spec: {
      project: settings.project.name ?? chart.name,
      source: sourceOf(deployed, settings),
      destination: { ...address, namespace: chart.release.namespace },
      syncPolicy: syncPolicy(deployed, settings, ignoreDifferences.length > 0),
      ...(ignoreDifferences.length === 0 ? {} : { ignoreDifferences }),
    },
  };
}

/** `app.kubernetes.io/instance` is not among the labels: Argo CD may track objects by it. */
export function labelsOf(name: string): { [key: string]: string } {
  return { 'app.kubernetes.io/managed-by': 'cdk8s', 'app.kubernetes.io/part-of': name };
}

function sourceOf(deployed: DeployedApplication, settings: ArgoCdSettings): ApplicationSource {
  const { environment } = deployed.chart;
  const { repository, revision, path, environments } = settings;
  return {
    repoURL: repository,
    targetRevision: environments.get(environment)?.revision ?? revision,
    path: environmentPath(path, environment),
    // Said so, it is a directory of manifests whatever else Argo CD may find in it. It is not read recursively: that is the
    // default, and Argo CD takes `recurse: false` out again, so that whoever manages the Application would see a difference.
    directory: { include: deployed.include },
  };
}

function syncPolicy(deployed: DeployedApplication, settings: ArgoCdSettings, ignores: boolean): SyncPolicy {
  const { isAutomated, prune, selfHeal } = syncOf(deployed.chart, settings);
  return {
    ...(isAutomated ? { automated: { prune, selfHeal } } : {}),
    syncOptions: [
      'ServerSideApply=true',
      `CreateNamespace=${deployed.hasNamespace ? 'false' : 'true'}`,
      'ApplyOutOfSyncOnly=true',
      'PruneLast=true',
      'PrunePropagationPolicy=foreground',
      ...(ignores ? ['RespectIgnoreDifferences=true'] : []),
    ],
    retry: RETRY,
  };
}
