import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type App } from 'cdk8s-webapp';
import { hostSynthesis } from '../../lib/synth/host';
import { ROOT } from './judges';

/** Names of the examples: every directory of `examples/`. Each is a program, `main.ts`, which synthesizes when it is run. */
export const EXAMPLES = readdirSync(join(ROOT, 'examples'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort();

/** Runs an example as its user does, only that it writes below another directory. */
export function synthesizeExample(name: string, outdir: string): void {
  const before = process.env['CDK8S_OUTDIR'];
  process.env['CDK8S_OUTDIR'] = outdir;
  try {
    jest.isolateModules(() => {
      jest.requireActual(join(ROOT, 'examples', name, 'main.ts'));
    });
  } finally {
    if (before === undefined) {
      delete process.env['CDK8S_OUTDIR'];
    } else {
      process.env['CDK8S_OUTDIR'] = before;
    }
  }
}

/** The app of an example, which writes nothing. */
export function appOfExample(name: string): App {
  const apps: App[] = [];
  const host = { synth: (app: App) => apps.push(app) };
  hostSynthesis(host, () => {
    jest.isolateModules(() => {
      jest.requireActual(join(ROOT, 'examples', name, 'main.ts'));
    });
  });
  return apps[0] as App;
}
