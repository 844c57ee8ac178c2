import * as fs from 'node:fs';
import { transformSync } from 'esbuild';
import { run } from '../../lib/process/run';
import { CliProject } from '../support/cli-project';
import { ROOT } from '../support/judges';

jest.setTimeout(60_000);

const END = "require('node:fs').writeFileSync('loaded.json', JSON.stringify(Object.keys(require.cache)));";

const read = (name: string) => fs.readFileSync(`${ROOT}/examples/${name}/main.ts`, 'utf8');

/** Runs a program without any command, and gives the files that it loaded and the path of what it wrote. */
function execute(program: string): { readonly loaded: string[]; readonly written: string[] } {
  const { code } = transformSync(`${program}\n${END}`, { loader: 'ts', format: 'cjs' });
  const project = new CliProject({ 'main.js': code });
  try {
    const { status, stderr } = run(process.execPath, ['main.js'], { cwd: project.directory });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const loaded = (JSON.parse(project.read('loaded.json')) as string[]).filter((file) => file.includes('/cdk8s'));
    return { loaded, written: fs.readdirSync(project.path('dist')) };
  } finally {
    project.remove();
  }
}

const isPlus = (file: string) => file.includes('/node_modules/cdk8s-plus-28/');

describe('cdk8s-plus-28', () => {
  it.each(['shop', 'database', 'gitops'])('is not loaded by example %s', (name) => {
    const { loaded, written } = execute(read(name));
    expect(loaded.filter(isPlus)).toEqual([]);
    expect(loaded).not.toEqual([]);
    expect(written).not.toEqual([]);
  });

  it('is loaded by a program that loads it', () => {
    expect(
      execute(`${read('shop')}\nimport { k8s } from 'cdk8s-plus-28';\nk8s.Quantity;`).loaded.filter(isPlus),
    ).not.toEqual([]);
  });
});
