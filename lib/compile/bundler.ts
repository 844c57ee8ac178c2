import * as fs from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import * as path from 'node:path';
import * as esbuild from 'esbuild';
import type {
  BuildFailure,
  BuildOptions,
  BuildResult,
  Loader,
  Message,
  Metafile,
  OnResolveArgs,
  OnResolveResult,
  PluginBuild,
} from 'esbuild';
import { CompiledCode } from './cache';
import { CompileError } from './compile-error';
import { fingerprint, isSettledSince, Read, State, statOf, Watched } from './fingerprint';
import { SCOPE, SCOPE_NAMES, withModuleScope } from './module-scope';
import { isInPackage, Packages, Treatment } from './packages';
import { tsconfigOf } from './tsconfig';
import { watchedByLibrary, watchedByProgram } from './watched';

/** Code that was compiled just now. */
export interface Compilation extends CompiledCode {
  /** False when something changed meanwhile, so that the code may be used once but not kept. */
  readonly isLasting: boolean;
}

const OUTSIDE = 'outside';
const RESOLVED = Symbol('resolved');
const LOADERS: { readonly [extension: string]: Loader } = { '.json': 'json', '.tsx': 'tsx', '.jsx': 'jsx' };
const INLINE_MAP = '\n//# sourceMappingURL=data:';

const COMMON = {
  bundle: true,
  write: false,
  metafile: true,
  logLevel: 'silent',
  platform: 'node',
  target: 'node20',
  charset: 'ascii',
  conditions: [],
  minifyWhitespace: true,
  // Two files may have a class of one name, and esbuild renames classes that refer to themselves.
  keepNames: true,
  legalComments: 'none',
  define: SCOPE_NAMES,
} satisfies BuildOptions;

/** Compiles the files of a program into one. Modules of packages are left to `require`. */
export async function compileProgram(entry: string): Promise<Compilation> {
  const start = Date.now();
  const read = new Map<string, Buffer>();
  const modules = new Set<string>();
  const tsconfig = tsconfigOf(entry);
  const watch = (inputs: Metafile['inputs']) => watchedByProgram(entry, tsconfig, read, inputs);
  const options = {
    ...COMMON,
    minifySyntax: true,
    // So that a program with a top-level await is an async function; see `wrapProgram`.
    format: 'esm',
    stdin: { contents: `import ${JSON.stringify(entry)}`, resolveDir: path.dirname(entry), sourcefile: SCOPE },
    outfile: path.join(path.dirname(entry), `${SCOPE}.js`),
    sourcemap: 'external',
    sourcesContent: false,
    ...(tsconfig.file === undefined ? { tsconfigRaw: {} } : { tsconfig: tsconfig.file }),
    plugins: [{ name: 'program', setup: (host) => programPlugin(host, entry, read, modules) }],
  } satisfies BuildOptions;
  const result = await build(options, (errors) => stateOf(watch(missingImports(errors)), read));
  const [map, code] = result.outputFiles.map(({ contents }) => Buffer.from(contents)) as [Buffer, Buffer];
  const watched = watch(result.metafile.inputs);
  const wrapped = Buffer.concat([
    Buffer.from(`(async function(require,module,exports,${SCOPE}){"use strict";\n`),
    code,
    Buffer.from('\n})'),
  ]);
  return compilation(start, watched, read, { modules: [...modules].sort(), code: wrapped, map });
}

/** Compiles modules of packages, and all that they require, into one table of functions by path. */
export async function compileLibrary(entry: string, modules: readonly string[]): Promise<Compilation> {
  const start = Date.now();
  const read = new Map<string, string>();
  const table = modules.map((module) => `${JSON.stringify(module)}: () => require(${JSON.stringify(module)})`);
  const watched = () => watchedByLibrary(entry, [...read.keys()]);
  const options = {
    ...COMMON,
    format: 'cjs',
    tsconfigRaw: {},
    stdin: { contents: `module.exports = {${table.join(',\n')}}`, resolveDir: path.dirname(entry), sourcefile: SCOPE },
    plugins: [{ name: 'library', setup: (host) => libraryPlugin(host, read) }],
  } satisfies BuildOptions;
  const result = await build(options, () => stateOf(watched(), read));
  const [code] = result.outputFiles.map(({ contents }) => Buffer.from(contents)) as [Buffer];
  const wrapped = Buffer.concat([
    Buffer.from(`(function(require,module,exports,${SCOPE}){`),
    code,
    Buffer.from('\n})'),
  ]);
  return compilation(start, watched(), read, { modules, code: wrapped, map: Buffer.alloc(0) });
}

/** What a program will probably take from packages, so that compiling it need not wait for the program: all of this library. */
export function expectedModules(entry: string): string[] {
  const { resolve } = createRequire(entry);
  try {
    return ['cdk8s-webapp', 'cdk8s', 'cdk8s-plus-28', 'constructs'].map((name) => resolve(name)).filter(isInPackage);
  } catch {
    return [];
  }
}

/** Lets the compiler's process go. */
export function stopCompiler(): void {
  void esbuild.stop();
}

function stateOf(watched: Watched, read: Read): State {
  return { watched, fingerprint: fingerprint(watched, read) };
}

function compilation(
  start: number,
  watched: Watched,
  read: Read,
  parts: Pick<CompiledCode, 'code' | 'map' | 'modules'>,
): Compilation {
  return {
    ...parts,
    ...stateOf(watched, read),
    bytecode: Buffer.alloc(0),
    isLasting: isSettledSince(start, watched, read),
  };
}

async function build(
  options: BuildOptions & typeof COMMON,
  stateByNow: (errors: readonly Message[]) => State,
): Promise<BuildResult<typeof COMMON>> {
  try {
    return await esbuild.build(options);
  } catch (error) {
    const failure = error as BuildFailure;
    throw CompileError.from(failure, stateByNow(failure.errors ?? []));
  }
}

/** Imports that led nowhere, as if they were imports of the files that have them: what they name may appear. */
function missingImports(errors: readonly Message[]): Metafile['inputs'] {
  const found = errors.flatMap(({ text, location }) => {
    const [, original] = /^Could not resolve "(.+)"/.exec(text) ?? [];
    return original === undefined || location === null ? [] : [{ file: location.file, original }];
  });
  return Object.fromEntries(
    found.map(({ file }) => {
      const own = found.filter((each) => each.file === file);
      const imports = own.map(({ original }) => ({ path: original, kind: 'import-statement' as const, original }));
      return [file, { bytes: 0, imports }];
    }),
  );
}

function programPlugin(host: PluginBuild, entry: string, read: Map<string, Buffer>, modules: Set<string>): void {
  const packages = new Packages();
  host.onResolve({ filter: /^[^.]/, namespace: 'file' }, (args) => resolvePackage(host, packages, args));
  host.onResolve({ filter: /./, namespace: OUTSIDE }, ({ path: file }) => ({ path: file, external: true }));
  host.onLoad({ filter: /./, namespace: OUTSIDE }, ({ path: file }) => {
    if (!isBuiltin(file) && packages.treatment(file) === Treatment.LIBRARY) {
      modules.add(file);
    }
    return { contents: `module.exports = require(${JSON.stringify(file)})`, loader: 'js' };
  });
  host.onLoad({ filter: /\.(?:[cm]?[jt]s|[jt]sx|json)$/, namespace: 'file' }, ({ path: file }) => {
    const content = fs.readFileSync(file);
    read.set(file, content);
    const extension = path.extname(file);
    const loader = LOADERS[extension] ?? (extension.endsWith('ts') ? 'ts' : 'js');
    return {
      contents: loader === 'json' ? content : withModuleScope(file, content.toString(), file === entry),
      loader,
    };
  });
}

/** Where a name that is no relative path leads: into the program, to Node, or to an installed package. */
async function resolvePackage(
  host: PluginBuild,
  packages: Packages,
  args: OnResolveArgs,
): Promise<OnResolveResult | undefined> {
  if (args.pluginData === RESOLVED) {
    return undefined;
  }
  if (isBuiltin(args.path)) {
    return args.kind === 'require-resolve'
      ? { path: args.path, external: true }
      : { path: args.path, namespace: OUTSIDE };
  }
  // TypeScript turns an import of a CommonJS file into a call of require, which packages may answer differently.
  const isRequire = args.kind === 'import-statement' && args.importer !== SCOPE && !packages.isModule(args.importer);
  const { path: file, errors } = await host.resolve(args.path, {
    importer: args.importer,
    resolveDir: args.resolveDir,
    kind: isRequire ? 'require-call' : args.kind,
    pluginData: RESOLVED,
  });
  if (errors.length > 0) {
    return undefined;
  }
  if (args.kind === 'require-resolve') {
    return { path: file, external: true };
  }
  const isOutside = isInPackage(file) && packages.treatment(file) !== Treatment.PROGRAM;
  return { path: file, namespace: isOutside ? OUTSIDE : 'file' };
}

/** Takes long to load, and construct libraries need it for Helm charts and downloads only: loaded when it is used. */
const SLOW_BUILTIN = 'child_process';
const LAZY = 'lazy';

/** A module whose functions load the real one when they are called, not already when they are looked up. */
function lazyModule(name: string): string {
  const load = `require(${JSON.stringify(`node:${name}`)})`;
  const traps = ['apply', 'construct', 'get'].map(
    (trap) => `${trap}: (_, ...rest) => Reflect.${trap}(${load}[name], ...rest)`,
  );
  const lazy = `new Proxy(function () {}, { ${traps.join(', ')} })`;
  return `const known = {};
    const get = (_, name) => name === '__esModule' || (name === 'default' ? module.exports : (known[name] ??= ${lazy}));
    module.exports = new Proxy({}, { get })`;
}

function libraryPlugin(host: PluginBuild, read: Map<string, string>): void {
  host.onResolve({ filter: new RegExp(`^${SLOW_BUILTIN}$`) }, ({ path: name }) => ({ path: name, namespace: LAZY }));
  host.onLoad({ filter: /./, namespace: LAZY }, ({ path: name }) => ({ contents: lazyModule(name), loader: 'js' }));
  host.onResolve({ filter: /\.node$/ }, ({ path: file, resolveDir }) => ({
    path: path.resolve(resolveDir, file),
    external: true,
  }));
  host.onLoad({ filter: /\.[cm]?js$/, namespace: 'file' }, ({ path: file }) => {
    read.set(file, statOf(file));
    const source = fs.readFileSync(file, 'utf8');
    const end = source.lastIndexOf(INLINE_MAP);
    return { contents: withModuleScope(file, end === -1 ? source : source.slice(0, end), false), loader: 'js' };
  });
}
