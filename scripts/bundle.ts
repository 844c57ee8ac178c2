/**
 * Writes the JavaScript of the npm package into build/: one file per entry point that package.json exports, and files that
 * hold what several of them share, so that a class is the same object whichever entry point a program imports. Loading a
 * module per source file takes several times as long. The types beside them are those of tsc.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { build, transform } from 'esbuild';
import { exports as entryPoints } from '../package.json';

const ROOT = join(__dirname, '..');
const TARGET = { platform: 'node', target: 'node20' } as const;

/** The source files of the entry points, for example lib/model/index.ts for ./build/lib/model/index.js. */
function sourceFiles(): string[] {
  return Object.values(entryPoints).flatMap((entry) =>
    typeof entry === 'string' ? [] : [entry.default.replace(/^\.\/build\/(.+)\.js$/, '$1.ts')],
  );
}

async function bundle(): Promise<void> {
  const { outputFiles } = await build({
    ...TARGET,
    absWorkingDir: ROOT,
    entryPoints: sourceFiles(),
    outbase: '.',
    outdir: 'build',
    chunkNames: 'lib/shared-[hash]',
    bundle: true,
    packages: 'external',
    // In one file two classes cannot have one name, but what a debugger and console.log call them must not change.
    keepNames: true,
    // esbuild splits ECMAScript modules only; each file is then made a CommonJS module by itself.
    splitting: true,
    format: 'esm',
    write: false,
  });
  for (const { path, text } of outputFiles) {
    const { code } = await transform(text, { ...TARGET, format: 'cjs', sourcefile: relative(ROOT, path) });
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, code);
  }
}

void bundle();
