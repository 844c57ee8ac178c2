import { Manifest } from '../../synth/manifest';
import { Application, labelsOf } from './application';
import { ArgoCdSettings } from './argo-cd-settings';
import { DeployedApplication } from './deployed-application';

/** What is different for an environment, by the names that the template uses. */
interface Element {
  readonly environment: string;
  readonly stage: string;
  readonly namespace: string;
  readonly cluster: string;
  readonly server: string;
  readonly revision: string;
  readonly path: string;
  readonly include: string;
  /** @default - the environments do not differ in what no text can say */
  readonly patch?: object;
}

/**
 * The Applications of all environments as one object. Its controller makes exactly those that would be written one by one.
 *
 * @param each what is deployed, with the Application that is to be made of it
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/Generators-List/
 */
export function applicationSet(
  each: readonly (readonly [DeployedApplication, Application])[],
  settings: ArgoCdSettings,
) {
  const specs = each.map(([, { spec }]) => spec);
  const [first] = specs;
  const name = each[0]?.[0].chart.name ?? '';
  // What is a list or a map cannot be filled into a template: it stands there where it is the same for all.
  const shared = specs.map(({ syncPolicy, ignoreDifferences }) => ({ syncPolicy, ignoreDifferences }));
  const differs = new Set(shared.map((spec) => JSON.stringify(spec))).size > 1;
  const elements = each.map(([deployed, { spec }], index) => ({
    ...elementOf(deployed, spec),
    ...(differs ? { patch: { spec: shared[index] } } : {}),
  }));
  const template = {
    metadata: { name: `${name}-{{ .environment }}`, labels: { ...labelsOf(name), environment: '{{ .stage }}' } },
    spec: { ...templateSpec(elements, first), ...(differs ? {} : shared[0]) },
  };
  const spec = {
    goTemplate: true,
    goTemplateOptions: ['missingkey=error'],
    generators: [{ list: { elements } }],
    // An environment that leaves the list leaves Argo CD; what runs in the cluster is not deleted with it.
    syncPolicy: { preserveResourcesOnDeletion: true },
    template,
    ...(differs ? { templatePatch: '{{ toJson .patch }}' } : {}),
  };
  const metadata = { name, namespace: settings.namespace, labels: labelsOf(name) };
  const manifest: Manifest & { spec: object } = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'ApplicationSet',
    metadata,
    spec,
  };
  return manifest;
}

function elementOf({ chart, address }: DeployedApplication, { source, destination }: Application['spec']): Element {
  const { name = '', server = '' } = address;
  return {
    environment: chart.environment,
    stage: chart.stage,
    namespace: destination.namespace,
    cluster: name,
    server,
    revision: source.targetRevision,
    path: source.path,
    include: source.directory.include,
  };
}

/** Fields that are empty for every environment are left out. */
function templateSpec(elements: readonly Element[], first: Application['spec'] | undefined) {
  const uses = (field: 'cluster' | 'server') => elements.some((element) => element[field] !== '');
  return {
    project: first?.project,
    source: {
      repoURL: first?.source.repoURL,
      targetRevision: '{{ .revision }}',
      path: '{{ .path }}',
      directory: { include: '{{ .include }}' },
    },
    destination: {
      ...(uses('cluster') ? { name: '{{ .cluster }}' } : {}),
      ...(uses('server') ? { server: '{{ .server }}' } : {}),
      namespace: '{{ .namespace }}',
    },
  };
}
