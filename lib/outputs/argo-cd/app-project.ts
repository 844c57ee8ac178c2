import { SYNC_WAVE } from '../../constructs/deploy-order';
import { compareText } from '../../model/core/compare-text';
import { isClusterScoped } from '../../synth/kinds';
import { Manifest } from '../../synth/manifest';
import { labelsOf } from './application';
import { ArgoCdSettings } from './argo-cd-settings';
import { DeployedApplication, groupOf, namespacesOf } from './deployed-application';

/** A kind that a project allows or denies. */
interface AllowedKind {
  readonly group: string;
  readonly kind: string;
  /** @default - whatever the name */
  readonly name?: string;
}

const pod: AllowedKind = { group: '', kind: 'Pod' };
/**
 * What controllers make of objects of a kind. Argo CD shows of it what the project allows. Whoever may apply the one could
 * have the other made anyway, so allowing it gives nobody more.
 */
const MADE_OF: ReadonlyMap<string, readonly AllowedKind[]> = new Map([
  ['apps/Deployment', [{ group: 'apps', kind: 'ReplicaSet' }, pod]],
  ['apps/ReplicaSet', [pod]],
  ['apps/StatefulSet', [pod]],
  ['apps/DaemonSet', [pod]],
  ['batch/Job', [pod]],
  ['batch/CronJob', [{ group: 'batch', kind: 'Job' }, pod]],
]);
const ANY: AllowedKind = { group: '*', kind: '*' };

/**
 * What an application may use in all its environments: its repository, its namespaces, and the kinds that it consists of.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/project-specification/
 */
export function appProject(applications: readonly DeployedApplication[], settings: ArgoCdSettings): Manifest {
  const { namespace, repository } = settings;
  const name = applications[0]?.chart.name ?? '';
  const kinds = namespacedKinds(applications, settings);
  const spec = {
    description: `${name}: what its environments consist of, and nothing else`,
    sourceRepos: [repository],
    destinations: unique(
      applications.flatMap((each) =>
        namespacesOf(each).map((destination) => ({ ...each.address, namespace: destination })),
      ),
    ),
    clusterResourceWhitelist: clusterKinds(applications, settings),
    // Argo CD takes a list without entries for one that was left out, which allows everything.
    ...(kinds.length === 0 ? { namespaceResourceBlacklist: [ANY] } : { namespaceResourceWhitelist: kinds }),
  };
  const metadata = { name, namespace, labels: labelsOf(name), annotations: { [SYNC_WAVE]: '-1' } };
  const manifest = { apiVersion: 'argoproj.io/v1alpha1', kind: 'AppProject', metadata, spec };
  return manifest;
}

function clusterKinds(applications: readonly DeployedApplication[], { project }: ArgoCdSettings): AllowedKind[] {
  const rendered = applications.flatMap(({ objects }) =>
    objects
      .filter(({ kind }) => isClusterScoped(kind))
      .map(({ apiVersion, kind, name }) => ({ group: groupOf(apiVersion), kind, name })),
  );
  const created = applications
    .filter(({ hasNamespace }) => !hasNamespace)
    .map(({ chart }) => ({ group: '', kind: 'Namespace', name: chart.release.namespace }));
  return unique([...rendered, ...created, ...project.clusterKinds.map(allowed)]);
}

function namespacedKinds(applications: readonly DeployedApplication[], { project }: ArgoCdSettings): AllowedKind[] {
  const rendered = applications.flatMap(({ objects }) =>
    objects
      .filter(({ kind }) => !isClusterScoped(kind))
      .map(({ apiVersion, kind }) => ({ group: groupOf(apiVersion), kind })),
  );
  const all = [...rendered, ...project.kinds.map(allowed)];
  return unique([...all, ...all.flatMap(({ group, kind }) => MADE_OF.get(`${group}/${kind}`) ?? [])]);
}

/** `Ingress.networking.k8s.io` as a project writes it. */
function allowed(text: string): AllowedKind {
  const [kind = '', ...group] = text.split('.');
  return { group: group.join('.'), kind };
}

/** Each once, in an order that does not depend on that of definition. */
function unique<T extends object>(items: readonly T[]): T[] {
  const byText = new Map(items.map((item) => [JSON.stringify(item), item]));
  return [...byText].sort(([a], [b]) => compareText(a, b)).map(([, item]) => item);
}
