import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { run, type RunResult } from '../../lib/process/run';

const ROOT = path.resolve(__dirname, '../..');
const PEERS = ['cdk8s', 'cdk8s-plus-28', 'constructs'];

/** The command as it is built for the package. */
export const CLI = path.join(ROOT, 'build', 'lib', 'cli', 'main.cjs');

/** A program with two environments, whose replicas are in a file of their own. */
export const SHOP: { readonly [file: string]: string } = {
  'main.ts': `
import { App, AppConfig, Backend, ContainerRegistry, Default, DeploymentBase, Stage, WebAppChart } from 'cdk8s-webapp';
import { replicas } from './settings';

const registry = ContainerRegistry.ghcr({ owner: 'acme', repositories: ['api'] });
const base = new DeploymentBase({
  registries: [registry],
  config: { LOG_LEVEL: 'INFO' },
  services: { api: { image: registry.image('api', '1.4.2') } },
});
const environments = [
  base.environment('staging', { stage: Stage.STAGING }),
  base.environment('production', { stage: Stage.PRODUCTION, services: { api: { replicas } } }),
];
const app = new App({ checks: { enabled: false } });
for (const configuration of environments) {
  const chart = new WebAppChart(app, configuration.environment, {
    name: 'shop',
    namespace: 'shop',
    configuration,
    without: [
      Default.CONFIG_NAME_HASH, Default.CONFIG_CHECKSUM, Default.NETWORK_POLICY,
      Default.SERVICE_ACCOUNT, Default.DISRUPTION_BUDGET, Default.SPREAD,
    ],
  });
  const config = new AppConfig(chart, 'config', { name: 'shop-config', data: configuration.config });
  new Backend(chart, 'api', { ...configuration.service('api'), port: 8000, config });
}
app.synth();
`,
  'settings.ts': 'export const replicas: number = 3;\n',
};

/** A program of one environment that is quick to load; the test says what it does besides. */
export function program(body: string, imports = ''): string {
  return `
import { App, AppConfig, Defaults, WebAppChart } from 'cdk8s-webapp';
${imports}
const app = new App({ checks: { enabled: false } });
const chart = new WebAppChart(app, 'test', { name: 'shop', namespace: 'shop', without: Defaults.all() });
const print = (data: { [key: string]: string }) => new AppConfig(chart, 'config', { name: 'printed', data });
${body}
app.synth();
`;
}

/** Waits for the next tick of the clock of files: what changed within the last one is compiled, but not kept. */
export function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
}

/** A project in a directory of its own, with the library installed. */
export class CliProject {
  readonly directory = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-webapp-cli-')));

  constructor(files: { readonly [file: string]: string | Buffer }) {
    const modules = path.join(this.directory, 'node_modules');
    fs.mkdirSync(modules);
    for (const name of PEERS) {
      fs.symlinkSync(path.join(ROOT, 'node_modules', name), path.join(modules, name));
    }
    fs.cpSync(path.join(ROOT, 'node_modules', '.cache', 'cdk8s-webapp-test'), path.join(modules, 'cdk8s-webapp'), {
      recursive: true,
    });
    this.write({
      'node_modules/cdk8s-webapp/package.json': '{ "name": "cdk8s-webapp", "main": "index.js" }',
      ...files,
    });
  }

  write(files: { readonly [file: string]: string | Buffer }): void {
    for (const [name, text] of Object.entries(files)) {
      fs.mkdirSync(path.dirname(this.path(name)), { recursive: true });
      fs.writeFileSync(this.path(name), text);
    }
  }

  path(...names: string[]): string {
    return path.join(this.directory, ...names);
  }

  read(name: string): string {
    return fs.readFileSync(this.path(name), 'utf8');
  }

  exists(name: string): boolean {
    return fs.existsSync(this.path(name));
  }

  /** Runs the command in the project. */
  run(...args: string[]): RunResult {
    return run(process.execPath, [CLI, ...args], { cwd: this.directory, env: { CDK8S_OUTDIR: undefined } });
  }

  /** Runs the command, which must succeed. */
  succeed(...args: string[]): string {
    const { status, stdout, stderr } = this.run(...args);
    expect({ status, error: status === 0 ? '' : stderr }).toEqual({ status: 0, error: '' });
    return stdout;
  }

  /** The data of the ConfigMap that `print` of `program` makes. */
  printed(): { [key: string]: string } {
    const { objects } = JSON.parse(this.succeed('synth', '--json')) as {
      objects: { manifest: { kind: string; data: { [key: string]: string } } }[];
    };
    return objects.find(({ manifest }) => manifest.kind === 'ConfigMap')?.manifest.data ?? {};
  }

  git(...args: string[]): void {
    const identity = ['-c', 'user.name=test', '-c', 'user.email=test@example.com'];
    expect(run('git', [...identity, ...args], { cwd: this.directory })).toMatchObject({ status: 0 });
  }

  remove(): void {
    fs.rmSync(this.directory, { recursive: true, force: true });
  }
}
