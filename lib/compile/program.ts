import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import * as vm from 'node:vm';
import { cacheKey, CompileCache } from './cache';
import { CompiledProgram, ProgramHeader } from './compiled-program';
import { optimizeLater } from './engine';
import { fingerprint, State } from './fingerprint';
import { Library, MainModule } from './library';
import { importMeta, ModuleScope } from './module-scope';
import { NO_BYTECODE } from './module-script';
import { Results } from './results';
import { StackTraces } from './stack-trace';
import { hostStockApps } from './stock-app';

/** Code of the user's, to be executed. */
interface Loaded {
  /** What its names in the cache have in common. */
  readonly key: string;
  /** Where it seems to be. */
  readonly path: string;
  readonly compiled: CompiledProgram;
  readonly script: vm.Script;
  /** Whether the cache lacks it, or what V8 made of it. */
  readonly isNew: boolean;
}

const OWN_PACKAGE = /[\\/]node_modules[\\/]cdk8s-webapp[\\/]/;

/**
 * A program in TypeScript or JavaScript that is run from its source. It is compiled when something changed, and always
 * executed.
 */
export class Program {
  /**
   * Takes a program from the cache, or compiles it.
   *
   * @param entry absolute path of the file that is run
   * @param compiler what makes this package's compiled code differ from that of another version
   * @param onCompile called when something must be compiled
   * @throws CompileError when the program has a syntax error or imports what is not there
   */
  static async load(entry: string, compiler: string, onCompile: () => void): Promise<Program> {
    const file = fs.realpathSync(entry);
    const cache = CompileCache.of(file);
    const key = cacheKey(compiler, file);
    const main = { id: '.', filename: file, exports: {} };
    const library = Library.of({ main, cache, name: `library-${key}`, onLoad: hostStockApps });
    const kept = cache.read<ProgramHeader>(programName(key));
    if (kept !== undefined && kept.header.fingerprint === fingerprint(kept.header.watched)) {
      const [code, map, bytecode] = [kept.part(0), kept.part(1), kept.part(2)];
      if (code !== undefined && map !== undefined && bytecode !== undefined) {
        optimizeLater();
        const compiled = { ...kept.header, code, map, isLasting: true };
        return new Program(main, library, cache, toScript(file, key, compiled, bytecode));
      }
    }
    onCompile();
    const compiled = await compile(file, library);
    return new Program(main, library, cache, toScript(file, key, compiled));
  }

  /** What it came to in the last run. */
  readonly results: Results;
  readonly #main: MainModule;
  readonly #library: Library;
  readonly #cache: CompileCache;
  readonly #loaded: Loaded;

  private constructor(main: MainModule, library: Library, cache: CompileCache, loaded: Loaded) {
    this.#main = main;
    this.#library = library;
    this.#cache = cache;
    this.#loaded = loaded;
    this.results = new Results(cache, `results-${loaded.key}`, codeOf(library, loaded));
  }

  /** What must change before another run can give something else. */
  get state(): State {
    const { watched, fingerprint } = this.#loaded.compiled;
    return { watched, fingerprint };
  }

  /** Executes the program as the main module; resolves when its top level has ended. */
  async run(): Promise<void> {
    const { script, compiled, path: scriptFile } = this.#loaded;
    const [main, library] = [this.#main, this.#library];
    // All files of the program share one `module`: that of the main one is `require.main` to itself alone.
    const scope: ModuleScope = { main: { ...main }, meta: (module) => importMeta(module, createRequire(module)) };
    const traces = new StackTraces(scriptFile, compiled.map);
    traces.install();
    const native = createRequire(main.filename);
    // A module that only the running program names is found from the file that asks, which only the stack tells.
    const from = (specifier: string): NodeJS.Require => {
      const caller = specifier.startsWith('.') ? traces.caller() : undefined;
      return caller === undefined ? native : createRequire(caller);
    };
    const own = new Set(compiled.modules);
    const load = (specifier: string): unknown =>
      own.has(specifier) ? library.require(specifier) : from(specifier)(specifier);
    const resolve = (specifier: string, options?: { paths?: string[] }) => from(specifier).resolve(specifier, options);
    const require = Object.assign(load, native, { resolve: Object.assign(resolve, native.resolve) });
    const run = script.runInThisContext() as (...parameters: unknown[]) => Promise<void>;
    await run(require, main, main.exports, scope);
  }

  /**
   * Keeps what was compiled for the next run, with what V8 made of it. Better after the run: then V8 knows which
   * functions are used.
   */
  keep(): void {
    this.#library.keep();
    this.results.keep(codeOf(this.#library, this.#loaded));
    const { key, isNew, compiled, script } = this.#loaded;
    if (isNew && compiled.isLasting) {
      const { modules, watched, fingerprint, isDynamic, code, map } = compiled;
      const bytecode = isDynamic ? NO_BYTECODE : script.createCachedData();
      const header = { modules, watched, fingerprint, isDynamic } satisfies ProgramHeader;
      this.#cache.write(programName(key), { header, parts: [[code], [map], [bytecode]] });
    }
  }
}

/** Stands for all code of this library that a program runs, which can be part of the program; `undefined` while it is not kept. */
function codeOf({ fingerprint: library }: Library, { compiled }: Loaded): string | undefined {
  const isInstalled = compiled.modules.some((file) => OWN_PACKAGE.test(file));
  return isInstalled || library === undefined ? library : `${library} ${compiled.fingerprint}`;
}

function programName(key: string): string {
  return `program-${key}`;
}

/**
 * This library is loaded while the compiler, which is a process of its own, starts. Others may do what they like when they are
 * executed, so they have to wait for the program.
 */
async function compile(file: string, library: Library): Promise<CompiledProgram> {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a program that is compiled needs no compiler, which takes long to load
  const { compileProgram, expectedModules, stopCompiler } = require('./bundler') as typeof import('./bundler');
  try {
    const compiling = compileProgram(file);
    optimizeLater();
    const [compiled] = await Promise.all([compiling, library.prepare(expectedModules(file))]);
    return compiled;
  } finally {
    stopCompiler();
  }
}

/** @param bytecode what V8 made of the code in an earlier run; none of code that was compiled just now */
function toScript(file: string, key: string, compiled: CompiledProgram, bytecode?: Buffer): Loaded {
  // A path in the directory of the program, so that what the script imports at run time is found from there.
  const scriptFile = path.join(path.dirname(file), `.cdk8s-webapp-${programName(key)}.js`);
  const { code, isDynamic } = compiled;
  const script = new vm.Script(code.toString('latin1'), {
    filename: scriptFile,
    // The wrapper has a line of its own.
    lineOffset: -1,
    cachedData: bytecode !== undefined && bytecode.length > 0 ? bytecode : undefined,
    importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  const isKept = bytecode !== undefined && (isDynamic || script.cachedDataRejected === false);
  return { key, path: scriptFile, compiled, script, isNew: !isKept };
}
