import * as path from 'node:path';
import { run } from '../../lib/process/run';

const ROOT = path.resolve(__dirname, '../..');

/** The modules, besides Node's own, that a program has loaded after it imported the file. */
function loadedBy(file: string): string[] {
  const program = `require(${JSON.stringify(path.join(ROOT, file))}); console.log(Object.keys(require.cache).join('\\n'))`;
  const { stdout, stderr } = run(process.execPath, ['--require', 'tsx/cjs', '--eval', program], { cwd: ROOT });
  expect(stderr).toBe('');
  return stdout
    .trim()
    .split('\n')
    .map((each) => path.relative(ROOT, each));
}

describe('the model', () => {
  it('loads nothing but itself', () => {
    const foreign = loadedBy('lib/model/index.ts').filter((file) => !file.startsWith(`lib${path.sep}model${path.sep}`));
    expect(foreign.filter((file) => !/node_modules.(tsx|esbuild|get-tsconfig|resolve-pkg-maps)./.test(file))).toEqual(
      [],
    );
  });

  it('can be told from the whole, which loads cdk8s', () => {
    expect(loadedBy('lib/index.ts').some((file) => /node_modules.cdk8s./.test(file))).toBe(true);
  });
});
