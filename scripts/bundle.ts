/**
 * Writes the JavaScript of the npm package into build/: one file per entry point that package.json exports, and files that
 * hold what several of them share, so that a class is the same object whichever entry point a program imports. Loading a
 * module per source file takes several times as long. The types beside them are those of tsc.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';
import { createSourceFile, isExportDeclaration, isImportDeclaration, ScriptTarget } from 'typescript';
import { exports as entryPoints } from '../package.json';

const ROOT = join(__dirname, '..');

/** What is loaded when it is needed, by a call of `require` in the library, and so has a file of its own. */
const LATE = [
  'lib/checks/capacity/capacity-table.ts',
  'lib/checks/run-checks.ts',
  'lib/outputs/argo-cd/argo-cd-files.ts',
  'lib/outputs/github-actions/workflow-file.ts',
  'lib/outputs/helm-chart/chart-builder.ts',
];
const SHARED = 'lib';

const INDEX = join(ROOT, SHARED, 'index.ts');

const late: Plugin = {
  name: 'late',
  setup: (host) => {
    // The calls are made from files in the directory of the shared ones, wherever they stand in the source.
    host.onResolve({ filter: /^\./ }, ({ path, kind, resolveDir }) => {
      const file = `${relative(ROOT, join(resolveDir, path)).replaceAll('\\', '/')}.ts`;
      return kind === 'require-call' && LATE.includes(file)
        ? { path: `./${relative(SHARED, file.replace(/ts$/, 'js')).replaceAll('\\', '/')}`, external: true }
        : undefined;
    });
    // There is a shared file for each set of entry points that have something in common. These have all of the library.
    host.onLoad({ filter: /\.ts$/ }, ({ path }) =>
      LATE.some((file) => join(ROOT, file) === path)
        ? { contents: `${readFileSync(path, 'utf8')}\nimport ${JSON.stringify(INDEX)};\n`, loader: 'ts' }
        : undefined,
    );
  },
};

/** The source files of the entry points, for example lib/model/index.ts for ./build/lib/model/index.js. */
function sourceFiles(): string[] {
  return Object.values(entryPoints).flatMap((entry) =>
    typeof entry === 'string' ? [] : [entry.default.replace(/^\.\/build\/(.+)\.js$/, '$1.ts')],
  );
}

/** Names of all classes of the library. */
function classNames(): Set<string> {
  const files = readdirSync(join(ROOT, SHARED), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const sources = files.map((name) => readFileSync(join(ROOT, SHARED, name), 'utf8'));
  return new Set(sources.flatMap((source) => [...source.matchAll(/\bclass (\w+)/g)].map(([, name]) => name as string)));
}

/**
 * In one file two classes cannot have one name, so some were renamed, but what a debugger and console.log call them must not
 * change. The option `keepNames` would set the name of every function too, each time one is made.
 */
function withClassNames(code: string, names: ReadonlySet<string>): string {
  const heads = /^(?:var (\w+) = )?class(?: (?!extends\b)(\w+))?(?: extends [^{]+)? \{/gm;
  return code.replace(heads, (head, variable: string, own: string | undefined) => {
    const name = own ?? variable;
    const original = name.replace(/^_/, '').replace(/\d+$/, '');
    return names.has(name) || !names.has(original)
      ? head
      : `${head}\n  static { Object.defineProperty(this, 'name', { value: '${original}', configurable: true }); }`;
  });
}

async function bundle(): Promise<void> {
  const { outputFiles, metafile } = await build({
    platform: 'node',
    target: 'node20',
    absWorkingDir: ROOT,
    entryPoints: [...sourceFiles(), ...LATE],
    outbase: '.',
    outdir: 'build',
    chunkNames: `${SHARED}/shared-[hash]`,
    bundle: true,
    packages: 'external',
    plugins: [late],
    // esbuild splits ECMAScript modules only; each file is then made a CommonJS module by itself.
    splitting: true,
    format: 'esm',
    write: false,
    metafile: true,
  });
  expectNoCycle(metafile);
  const names = classNames();
  for (const { path, text } of outputFiles) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, withClassNames(toCommonJs(text), names));
  }
}

/**
 * The CommonJS form of a module that esbuild printed. Each name is bound once: esbuild would look it up through a getter
 * wherever it is used. So nothing that is exported may change, which a lint rule sees to, and no file may need another one
 * that is not done.
 */
function toCommonJs(module: string): string {
  const source = createSourceFile('module.js', module, ScriptTarget.ES2022);
  let [code, end] = [`'use strict';\n`, 0];
  for (const statement of source.statements) {
    if (isImportDeclaration(statement) || isExportDeclaration(statement)) {
      const text = statement.getText(source);
      code += `${module.slice(end, statement.getStart(source))}${isImportDeclaration(statement) ? required(text) : exported(text)}`;
      end = statement.getEnd();
    }
  }
  return `${code}${module.slice(end)}`;
}

function required(statement: string): string {
  const [, all, some, from] = /^import (?:(?:(?:\* as )?(\w+)|(\{[^}]*\})) from )?("[^"]+");$/.exec(statement) ?? [];
  if (from === undefined) {
    throw new Error(`an import of another form: ${statement}`);
  }
  const names = all ?? some?.replace(/ as /g, ': ');
  return `${names === undefined ? '' : `const ${names} = `}require(${from});`;
}

function exported(statement: string): string {
  const [, list] = /^export \{([^}]*)\};$/.exec(statement) ?? [];
  if (list === undefined) {
    throw new Error(`an export of another form: ${statement}`);
  }
  const names = list.split(',').map((each) => each.trim().split(' as '));
  const pairs = names.map(([own = '', name = own]) => (own === name ? own : `${name}: ${own}`));
  return `module.exports = {\n  ${pairs.join(',\n  ')}\n};\nObject.defineProperty(module.exports, '__esModule', { value: true });`;
}

/** @throws Error where files need each other */
function expectNoCycle({ outputs }: Metafile): void {
  const visit = (file: string, above: readonly string[]): void => {
    if (above.includes(file)) {
      throw new Error(`files need each other: ${[...above, file].join(' > ')}`);
    }
    for (const { path, kind, external } of outputs[file]?.imports ?? []) {
      if (kind === 'import-statement' && external !== true) {
        visit(path, [...above, file]);
      }
    }
  };
  Object.keys(outputs).forEach((file) => {
    visit(file, []);
  });
}

void bundle();
