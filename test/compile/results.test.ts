import * as fs from 'node:fs';
import { CliProject, pause } from '../support/cli-project';

// Each run is a process.
jest.setTimeout(60_000);

let project: CliProject;

/** Its cluster depends on a variable, which neither the code nor the objects show. */
const PROGRAM = `
import {
  App, Backend, CloudCluster, ClusterProvider, ContainerRegistry, Cpu, DeploymentBase, HelmChart, Kubeconfig, NodePool,
  NodeShape, Size, Stage, WebAppChart,
} from 'cdk8s-webapp';
import { options } from './options';
const registry = ContainerRegistry.ghcr({ owner: 'acme', repositories: ['api'] });
const resources = {
  cpu: { request: Cpu.millis(900), limit: Cpu.millis(900) },
  memory: { request: Size.mebibytes(256), limit: Size.mebibytes(256) },
};
const base = new DeploymentBase({
  registries: [registry],
  services: { api: { image: registry.image('api', '1.4.2'), replicas: 3, resources } },
});
const count = Number(process.env['NODES'] ?? 3);
const configuration = base.environment('dev', {
  stage: Stage.DEVELOPMENT,
  cluster: new CloudCluster({
    provider: ClusterProvider.GOOGLE_CLOUD, name: 'shop', region: 'us-east1', kubernetesVersion: '1.28',
    nodePools: [new NodePool({ name: 'pool', count, shape: NodeShape.gke('e2-standard-2') })],
    kubeconfig: Kubeconfig.fromFile({ path: 'kubeconfig', context: 'shop' }),
  }),
});
const app = new App(options);
const chart = new WebAppChart(app, 'dev', { name: 'shop', namespace: 'shop', configuration });
new Backend(chart, 'api', { ...configuration.service('api'), port: 8000 });
new HelmChart(app, 'chart', { description: process.env['DESCRIPTION'] });
app.synth();
`;
const RULE = `
import { type CheckOptions, Severity } from 'cdk8s-webapp';
const rule = {
  id: 'own', summary: 'Nothing is called WORD.', remedy: 'Call it otherwise.',
  severity: { local: Severity.ERROR, development: Severity.ERROR, staging: Severity.ERROR, production: Severity.ERROR },
  check: (scope: any) => process.env['WORD'] === undefined ? [] : [{
    object: scope.objects[0], field: 'metadata.name', given: process.env['WORD'], allowed: 'anything else',
  }],
};
export const options: { checks: CheckOptions } = { checks: { rules: [rule as any] } };
`;

beforeEach(() => {
  project = new CliProject({ 'main.ts': PROGRAM, 'options.ts': `export const options = {};` });
  // What changed within the last clock tick is compiled, but not kept.
  pause();
});

afterEach(() => {
  delete process.env['NODES'];
  delete process.env['DESCRIPTION'];
  delete process.env['WORD'];
  project.remove();
});

const CACHE = 'node_modules/.cache/cdk8s-webapp';

/** The results that are kept. */
function results(): { readonly name: string; readonly bytes: Buffer } {
  const name = fs.readdirSync(project.path(CACHE)).find((each) => each.startsWith('results-')) ?? '';
  return { name, bytes: fs.readFileSync(project.path(CACHE, name)) };
}

it('are remembered, and make no difference', () => {
  const outputs = [1, 2, 3].map(() => {
    const { status, stdout } = project.run('synth', '--stdout');
    return { status, stdout };
  });
  expect(outputs).toEqual([outputs[0], outputs[0], outputs[0]]);
  expect(outputs[0]?.status).toBe(0);
  const before = results();
  project.succeed('synth');
  expect(results()).toEqual(before);
  const chart = project.read('dist/charts/shop/Chart.yaml');
  fs.rmSync(project.path('dist'), { recursive: true });
  fs.rmSync(project.path(CACHE), { recursive: true });
  project.succeed('synth');
  expect(project.read('dist/charts/shop/Chart.yaml')).toBe(chart);
});

it('are not those of another cluster', () => {
  project.succeed('synth');
  process.env['NODES'] = '1';
  const { status, stderr } = project.run('synth');
  expect({ status, isRefused: stderr.includes('capacity-exceeded') }).toEqual({ status: 1, isRefused: true });
  // What was found is remembered too.
  expect(project.run('synth').stderr).toBe(stderr);
  delete process.env['NODES'];
  project.succeed('synth');
});

it('are not those of a chart that says something else', () => {
  project.succeed('synth');
  process.env['DESCRIPTION'] = 'The shop of the company';
  project.succeed('synth');
  expect(project.read('dist/charts/shop/Chart.yaml')).toContain('The shop of the company');
});

it('are never those of a rule of somebody else', () => {
  project.write({ 'options.ts': RULE });
  pause();
  project.succeed('synth');
  process.env['WORD'] = 'forbidden';
  expect(project.run('synth').stderr).toContain('forbidden');
});

it('are not those of another version of the library', () => {
  project.succeed('synth');
  const file = results();
  const index = project.path('node_modules/cdk8s-webapp/index.js');
  fs.appendFileSync(index, '\n// another version\n');
  pause();
  project.succeed('synth');
  expect(results().name).toBe(file.name);
  expect(results().bytes.equals(file.bytes)).toBe(false);
});

it('are not needed where a class of the program holds what cannot be told', () => {
  const own = PROGRAM.replace('cluster: new CloudCluster(', 'cluster: new OurCluster(').replace(
    'const registry',
    'class OurCluster extends CloudCluster { readonly label = (name: string) => name; }\nconst registry',
  );
  project.write({ 'main.ts': own });
  pause();
  project.succeed('synth');
  process.env['NODES'] = '1';
  expect(project.run('synth').stderr).toContain('capacity-exceeded');
});

it('hold no value of a Secret', () => {
  const secret = `new ApiObject(chart, 'secret', {
    apiVersion: 'v1', kind: 'Secret', metadata: { name: 'own' }, stringData: { password: process.env['WORD'] },
  });`;
  project.write({
    'main.ts': PROGRAM.replace('new HelmChart', `${secret}\nnew HelmChart`).replace(
      'import { options }',
      `import { ApiObject } from 'cdk8s';\nimport { options }`,
    ),
    'options.ts': `export const options = { checks: { enabled: false } };`,
  });
  pause();
  process.env['WORD'] = 'hunter2-hunter2';
  project.succeed('synth');
  project.succeed('synth');
  const files = fs.readdirSync(project.path(CACHE));
  expect(files.filter((name) => fs.readFileSync(project.path(CACHE, name)).includes('hunter2'))).toEqual([]);
});
