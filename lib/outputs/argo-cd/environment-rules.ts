import { WebAppChart } from '../../charts/web-app-chart';
import { Finding, show } from '../../model/core/issue';
import { showWithoutValue } from '../../model/core/rules';
import { ArgoCdSettings } from './argo-cd-settings';
import { addressKey, addressOf } from './destination';

/** Name of an Application: that of the application and of the environment. */
export function applicationName({ name, environment }: WebAppChart): string {
  return `${name}-${environment}`;
}

/** What only the environments of the whole program can show. */
export function environmentRuleFindings(all: readonly WebAppChart[], settings: ArgoCdSettings): Finding[] {
  const deployed = all.filter(({ environment }) => !settings.except.includes(environment));
  return [
    ...unknownFindings(all, settings),
    ...unusedFindings(settings),
    ...(deployed.length === 0 ? [nothingDeployed()] : []),
    ...clusterFindings(deployed, settings),
    ...sharedFindings(deployed, settings),
    ...nameFindings(deployed, settings),
  ];
}

function unknownFindings(all: readonly WebAppChart[], { environments, except }: ArgoCdSettings): Finding[] {
  const known = [...new Set(all.map(({ environment }) => environment))];
  const allowed = known.length === 0 ? 'none: the app has no environment' : known.join(', ');
  const given = [
    ...[...environments.keys()].map((name) => ({ name, field: 'environments' })),
    ...except.map((name, index) => ({ name, field: `except[${index}]` })),
  ];
  return given
    .filter(({ name }) => !known.includes(name))
    .map(({ name, field }) => ({
      ...{ code: 'argocd-environment-unknown', field, given: showWithoutValue(name), allowed },
      remedy: 'Correct the name, or add a chart for the environment.',
    }));
}

/** What would be said for nobody. */
function unusedFindings({ environments, except }: ArgoCdSettings): Finding[] {
  return [...environments.keys()]
    .filter((name) => except.includes(name))
    .map((name) => ({
      code: 'argocd-environment-unused',
      field: `environments.${name}`,
      given: 'options of an environment that Argo CD does not deploy',
      allowed: 'options of the others',
      remedy: 'Leave them out, or take the environment out of except.',
    }));
}

function nothingDeployed(): Finding {
  return {
    code: 'argocd-environments-none',
    field: 'except',
    given: 'no environment that Argo CD deploys',
    allowed: 'at least one',
    remedy: 'Leave an environment in, or leave ArgoCd out.',
  };
}

/** It is known where each environment goes to, and two clusters are not taken for one. */
function clusterFindings(charts: readonly WebAppChart[], settings: ArgoCdSettings): Finding[] {
  const keys = new Map<string, string>();
  return charts.flatMap((chart) => {
    const { cluster, environment } = chart;
    const field = `environments.${environment}.cluster`;
    if (addressOf(chart, settings) === undefined) {
      return [clusterMissing(field)];
    }
    if (cluster === undefined || settings.environments.get(environment)?.cluster !== undefined) {
      return [];
    }
    const key = keys.get(cluster.name) ?? cluster.key;
    keys.set(cluster.name, key);
    return key === cluster.key ? [] : [clusterAmbiguous(field, cluster.name, [key, cluster.key])];
  });
}

function clusterMissing(field: string): Finding {
  return {
    code: 'argocd-cluster-missing',
    field,
    given: 'nothing, and the environment names no CloudCluster',
    allowed: 'a cluster that Argo CD knows',
    remedy: 'Give ArgoCdCluster.named(...), .server(...), or .inCluster() for the one that Argo CD runs in.',
  };
}

function clusterAmbiguous(field: string, name: string, keys: readonly string[]): Finding {
  return {
    code: 'argocd-cluster-ambiguous',
    field,
    given: `the name ${show(name)}, which the clusters ${keys.join(' and ')} have`,
    allowed: 'a name for each cluster, which Argo CD tells them by',
    remedy: 'Say for each of these environments what Argo CD calls its cluster: ArgoCdCluster.named(...).',
  };
}

/** Two environments in one namespace would overwrite, and prune, each other's objects. */
function sharedFindings(charts: readonly WebAppChart[], settings: ArgoCdSettings): Finding[] {
  const owners = new Map<string, string>();
  const wrong = new Map<string, Finding>();
  for (const chart of charts) {
    const { environment, release } = chart;
    const address = addressOf(chart, settings);
    if (address === undefined) {
      continue;
    }
    const place = `namespace ${release.namespace} of ${addressKey(address)}`;
    const owner = owners.get(place) ?? environment;
    owners.set(place, owner);
    if (owner !== environment) {
      wrong.set(`${place} ${environment}`, {
        code: 'argocd-destination-shared',
        field: `environments.${environment}`,
        given: `${place}, where ${owner} is deployed too`,
        allowed: 'a namespace for each environment',
        remedy: 'Give one of the two another namespace or cluster.',
      });
    }
  }
  return [...wrong.values()];
}

/** Argo CD knows applications and projects by their names alone. */
function nameFindings(charts: readonly WebAppChart[], { project }: ArgoCdSettings): Finding[] {
  const owners = new Map<string, string>();
  const reserved = charts.some(({ name }) => name === 'default') && project.name === undefined;
  const taken = charts.flatMap((chart) => {
    const name = applicationName(chart);
    const what = `${chart.name} in ${chart.environment}`;
    const owner = owners.get(name) ?? what;
    owners.set(name, owner);
    return owner === what ? [] : [nameTaken(name, [owner, what])];
  });
  return [...(reserved ? [projectReserved()] : []), ...taken];
}

function nameTaken(name: string, owners: readonly string[]): Finding {
  return {
    code: 'argocd-name-taken',
    field: '(application)',
    given: `the name ${show(name)}, which ${owners.join(' and ')} would both have`,
    allowed: 'names of applications and environments that can be told apart when they are joined by "-"',
    remedy: 'Rename one of the applications or environments.',
  };
}

function projectReserved(): Finding {
  return {
    code: 'argocd-project-reserved',
    field: 'project',
    given: 'an application called "default", and so its project',
    allowed: 'any other name: Argo CD has a project default, which everybody may use',
    remedy: 'Rename the application, or name a project by ArgoCdProject.existing(...).',
  };
}
