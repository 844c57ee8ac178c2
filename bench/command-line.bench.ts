import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { run } from '../lib/process/run';
import { devDependencies } from '../package.json';
import { CLI, project, ROOT, todoChatbot } from './project';
import { median } from './synthesis-process';
import { type Benchmark, milliseconds, ratio, type Row } from './table';

/** Pairs of runs, one after the other, so that a busy machine is busy for both. The middle ratio counts. */
const PAIRS = Number(process.env['BENCH_PAIRS'] ?? 11);
const SLOW_PAIRS = Math.max(1, Math.floor(PAIRS / 3));
const CACHE = 'node_modules/.cache';
const TS_NODE = 'ts-node@10.9.2';

type Action = () => void;

/** Whole processes: `cdk8s-webapp synth` against `kubectl kustomize` on the same objects, and against `cdk8s synth`. */
export const benchmark: Benchmark = {
  title: 'Whole processes, medians of paired runs',
  columns: ['cdk8s-webapp', 'the other', 'cdk8s-webapp / other'],
  run: () => {
    const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-webapp-bench-'));
    try {
      return measure(directory);
    } finally {
      fs.rmSync(directory, { recursive: true, force: true });
    }
  },
};

function measure(directory: string): Row[] {
  run('npm', ['run', '--silent', 'build'], { cwd: ROOT });
  const shop = project(path.join(directory, 'shop'), { 'main.ts': read('examples/shop/main.ts') });
  const todo = todoChatbot(path.join(directory, 'todo'));
  const ten = project(path.join(directory, 'ten'), { 'main.ts': inTenEnvironments(read('examples/shop/main.ts')) });
  [shop, todo, ten].forEach((each) => {
    synth(each);
  });
  return [
    row('node -e 0 / one kustomize build', () => node(shop, '-e', '0'), kustomize(shop, 1)),
    ...againstKustomize('small app', shop, 'main.ts'),
    ...againstKustomize('five environments', todo, 'todo-chatbot/base.ts'),
    row('five environments of this repository, warm / one build', () => synth(ROOT), kustomize(todo, 1)),
    row('ten environments, warm / ten builds', () => synth(ten), kustomize(ten, 10)),
    ...againstCdk8s(directory, shop),
  ];
}

function againstKustomize(what: string, cwd: string, edited: string): Row[] {
  const file = path.join(cwd, edited);
  const other = kustomize(cwd, 1);
  const edit = () => {
    fs.appendFileSync(file, '\n');
    // A file of the current clock tick would be compiled and not kept.
    pause();
  };
  return [
    row(`${what}, warm / one build`, () => synth(cwd), other),
    row(`${what}, after an edit / one build`, () => synth(cwd), other, edit),
    row(
      `${what}, no cache / one build`,
      () => synth(cwd),
      other,
      () => {
        fs.rmSync(path.join(cwd, CACHE), { recursive: true, force: true });
      },
    ),
  ];
}

/** The template of `cdk8s init typescript-app` runs `npx ts-node main.ts`. */
function againstCdk8s(directory: string, ours: string): Row[] {
  const stock = project(path.join(directory, 'stock'), { 'main.ts': STOCK, 'tsconfig.json': STOCK_TSCONFIG });
  const modules = path.join(stock, 'node_modules');
  const versions = (['typescript', '@types/node'] as const).map((name) => `${name}@${devDependencies[name]}`);
  succeed(
    stock,
    'npm',
    'install',
    '--no-save',
    '--no-audit',
    '--no-fund',
    '--prefer-offline',
    '--prefix',
    directory,
    TS_NODE,
    ...versions,
  );
  fs.cpSync(path.join(directory, 'node_modules'), modules, { recursive: true });
  for (const [cwd, app] of [
    [stock, 'npx ts-node main.ts'],
    [ours, `${process.execPath} ${CLI} synth --app main.ts`],
  ] as const) {
    fs.writeFileSync(path.join(cwd, 'cdk8s.yaml'), `language: typescript\napp: ${app}\nimports: []\n`);
  }
  const command = path.join(ROOT, 'node_modules', 'cdk8s-cli', 'bin', 'cdk8s');
  const cdk8s = (cwd: string) => () => node(cwd, command, 'synth', '--check-upgrade=false');
  const theirs = cdk8s(stock);
  return [
    row('cdk8s synth, small app, warm / with the stock template', cdk8s(ours), theirs, undefined, SLOW_PAIRS),
    row('cdk8s-webapp synth / cdk8s synth with the stock template', () => synth(ours), theirs, undefined, SLOW_PAIRS),
  ];
}

function row(what: string, ours: Action, other: Action, prepare: Action = () => undefined, pairs = PAIRS): Row {
  const times = Array.from({ length: pairs }, () => {
    prepare();
    return { own: timed(ours), theirs: timed(other) };
  });
  const own = median(times.map((pair) => pair.own));
  const theirs = median(times.map((pair) => pair.theirs));
  const quotient = median(times.map((pair) => pair.own / pair.theirs));
  return { what, values: [milliseconds(own), milliseconds(theirs), ratio(quotient, 1)] };
}

function timed(action: Action): number {
  const start = performance.now();
  action();
  return performance.now() - start;
}

function synth(cwd: string): void {
  node(cwd, CLI, 'synth');
}

/** Builds of the first environments of the project, and of nothing else that it writes. */
function kustomize(cwd: string, count: number): Action {
  const dist = path.join(cwd, 'dist');
  const { environments } = JSON.parse(node(cwd, CLI, 'synth', '--json')) as { environments: string[] };
  const directories = environments.slice(0, count).map((name) => {
    const directory = path.join(cwd, 'kustomize', name);
    fs.cpSync(path.join(dist, name), directory, { recursive: true });
    const resources = fs.readdirSync(directory).filter((file) => file !== 'kustomization.yaml');
    fs.writeFileSync(path.join(directory, 'kustomization.yaml'), JSON.stringify({ resources }));
    return directory;
  });
  return () => {
    directories.forEach((directory) => {
      succeed(cwd, 'kubectl', 'kustomize', directory);
    });
  };
}

function inTenEnvironments(shop: string): string {
  const [imports = '', rest = ''] = shop.split('\n\n', 2);
  const [app = '', ...body] = rest.replace(/app\.synth\(\);\n?$/, '').split('\n');
  const loop = body
    .join('\n')
    .replace("'production',", '`env${index}`,')
    .replace(/host: '[^']+'/, 'host: `shop${index}.example.com`');
  return `${imports}\n${app}\nfor (let index = 0; index < 10; index++) {\n${loop}\n}\napp.synth();\n`;
}

function node(cwd: string, ...args: string[]): string {
  return succeed(cwd, process.execPath, ...args);
}

/** What a command prints. */
function succeed(cwd: string, command: string, ...args: string[]): string {
  const isInstall = command === 'npm';
  // Node 20 reads that file at every start.
  const env = { CDK8S_CHECK_UPGRADE: 'false', ...(isInstall ? {} : { NODE_EXTRA_CA_CERTS: undefined }) };
  const { status, stderr, stdout } = run(command, args, { cwd, env });
  if (status !== 0) {
    throw new Error(`${command} ${args.join(' ')} ended with ${String(status)}: ${stderr}${stdout}`);
  }
  return stdout;
}

function read(file: string): string {
  return fs.readFileSync(path.join(ROOT, file), 'utf8');
}

function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)), 0, 0, 30);
}

const STOCK_TSCONFIG = JSON.stringify({
  compilerOptions: {
    target: 'ES2022',
    lib: ['ES2022'],
    module: 'CommonJS',
    strict: true,
    esModuleInterop: true,
    skipLibCheck: true,
  },
});

/** What the template has, filled with a workload as its guide shows. */
const STOCK = `
import { Construct } from 'constructs';
import { App, Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';

class MyChart extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    for (const name of ['api', 'web']) {
      const labels = { app: name };
      new k8s.KubeDeployment(this, name, {
        spec: {
          selector: { matchLabels: labels },
          template: { metadata: { labels }, spec: { containers: [{ name, image: 'acme/' + name + ':1.4.2' }] } },
        },
      });
      new k8s.KubeService(this, name + '-service', { spec: { selector: labels, ports: [{ port: 80 }] } });
    }
  }
}

const app = new App();
new MyChart(app, 'shop');
app.synth();
`;
