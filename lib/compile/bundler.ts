import * as fs from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import * as path from 'node:path';
import * as esbuild from 'esbuild';
import type {
  BuildFailure,
  BuildOptions,
  BuildResult,
  ImportKind,
  Loader,
  Message,
  Metafile,
  OnResolveArgs,
  OnResolveResult,
  PluginBuild,
} from 'esbuild';
import { CompileError } from './compile-error';
import { CompiledProgram } from './compiled-program';
import { fingerprint, isSettledSince, Read, State, Watched } from './fingerprint';
import { SCOPE, SCOPE_NAMES, withModuleScope } from './module-scope';
import { isDynamic } from './module-script';
import { isInPackage, Packages, Treatment } from './packages';
import { Tsconfig, tsconfigOf } from './tsconfig';
import { watchedByProgram } from './watched';

const OUTSIDE = 'outside';
const RESOLVED = Symbol('resolved');
const LOADERS: { readonly [extension: string]: Loader } = { '.json': 'json', '.tsx': 'tsx', '.jsx': 'jsx' };

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
  minifySyntax: true,
  // Two files may have a class of one name, and esbuild renames classes that refer to themselves.
  keepNames: true,
  legalComments: 'none',
  // Whatever a package.json says of side effects, what Node would execute is executed.
  ignoreAnnotations: true,
  define: SCOPE_NAMES,
  sourcemap: 'external',
  sourcesContent: false,
  // So that a program with a top-level await is an async function.
  format: 'esm',
} satisfies BuildOptions;

/** Compiles the files of a program into one. Modules of packages are left to `require`. */
export async function compileProgram(entry: string): Promise<CompiledProgram> {
  const start = Date.now();
  startCompiler();
  const read = new Map<string, Buffer>();
  const modules = new Set<string>();
  const tsconfig = tsconfigOf(entry);
  const watch = (inputs: Metafile['inputs']) => watchedByProgram(entry, tsconfig, read, inputs);
  const options = {
    ...COMMON,
    stdin: { contents: `import ${JSON.stringify(entry)}`, resolveDir: path.dirname(entry), sourcefile: SCOPE },
    outfile: path.join(path.dirname(entry), `${SCOPE}.js`),
    ...(tsconfig.file === undefined ? { tsconfigRaw: {} } : { tsconfig: tsconfig.file }),
    plugins: [{ name: 'program', setup: (host) => programPlugin(host, { entry, tsconfig, read, modules }) }],
  } satisfies BuildOptions;
  const result = await build(options, (errors) => stateOf(watch(missingImports(errors)), read));
  const [map, code] = result.outputFiles.map(({ contents }) => Buffer.from(contents)) as [Buffer, Buffer];
  const watched = watch(result.metafile.inputs);
  const wrapped = Buffer.concat([
    Buffer.from(`(async function(require,module,exports,${SCOPE}){"use strict";\n`),
    code,
    Buffer.from('\n})'),
  ]);
  return {
    ...stateOf(watched, read),
    modules: [...modules].sort(),
    isDynamic: isDynamic(wrapped),
    code: wrapped,
    map,
    isLasting: isSettledSince(start, watched, read),
  };
}

/** What a program will probably take from packages, so that it can be loaded while the program is compiled. */
export function expectedModules(entry: string): string[] {
  const { resolve } = createRequire(entry);
  try {
    return ['cdk8s', 'cdk8s-webapp'].map((name) => resolve(name)).filter(isInPackage);
  } catch {
    return [];
  }
}

/** The compiler is a process of its own, which takes a while to start. */
function startCompiler(): void {
  try {
    void esbuild.initialize({});
  } catch {
    // Whatever it is, compiling fails too, and says so.
  }
}

/** Lets the compiler's process go. */
export function stopCompiler(): void {
  void esbuild.stop();
}

function stateOf(watched: Watched, read: Read): State {
  return { watched, fingerprint: fingerprint(watched, read) };
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

/** What is compiled, and what is noted of it. */
interface Compiled {
  readonly entry: string;
  readonly tsconfig: Tsconfig;
  readonly read: Map<string, Buffer>;
  readonly modules: Set<string>;
}

function programPlugin(host: PluginBuild, { entry, tsconfig, read, modules }: Compiled): void {
  const packages = new Packages();
  const start = path.join(path.dirname(entry), SCOPE);
  host.onResolve({ filter: /^[^.]/, namespace: 'file' }, (args) =>
    // The program itself is found without help.
    args.pluginData === RESOLVED || args.importer === start
      ? undefined
      : resolvePackage(host, packages, tsconfig, args),
  );
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
  tsconfig: Tsconfig,
  args: OnResolveArgs,
): Promise<OnResolveResult | undefined> {
  if (isBuiltin(args.path)) {
    return args.kind === 'require-resolve'
      ? { path: args.path, external: true }
      : { path: args.path, namespace: OUTSIDE };
  }
  // TypeScript turns an import of a CommonJS file into a call of require, which packages may answer differently.
  const isRequire = args.kind === 'import-statement' && !packages.isModule(args.importer);
  const kind = isRequire ? 'require-call' : args.kind;
  const file = resolvedByNode(kind, tsconfig, args) ?? (await resolvedByCompiler(host, kind, args));
  if (file === undefined) {
    return undefined;
  }
  if (args.kind === 'require-resolve') {
    return { path: file, external: true };
  }
  const isOutside = isInPackage(file) && packages.treatment(file) !== Treatment.PROGRAM;
  return { path: file, namespace: isOutside ? OUTSIDE : 'file' };
}

/** To ask the compiler takes milliseconds: it is another process. Node knows less, but what it knows of packages is right. */
function resolvedByNode(kind: ImportKind, tsconfig: Tsconfig, args: OnResolveArgs): string | undefined {
  if (kind !== 'require-call' || tsconfig.candidates(args.path).length > 0) {
    return undefined;
  }
  try {
    const file = createRequire(args.importer).resolve(args.path);
    return isInPackage(file) ? file : undefined;
  } catch {
    return undefined;
  }
}

async function resolvedByCompiler(
  host: PluginBuild,
  kind: ImportKind,
  { path: name, importer, resolveDir }: OnResolveArgs,
): Promise<string | undefined> {
  const { path: file, errors } = await host.resolve(name, { importer, resolveDir, kind, pluginData: RESOLVED });
  return errors.length > 0 ? undefined : file;
}
