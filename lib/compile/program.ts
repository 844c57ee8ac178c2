import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import * as vm from 'node:vm';
import { CompileCache, CompiledCode } from './cache';
import { fingerprint, State } from './fingerprint';
import { importMeta, ModuleScope } from './module-scope';
import { StackTraces } from './stack-trace';
import { hostStockApps, ModuleTable } from './stock-app';

/** A script with the code that it was made of. */
interface Loaded {
  readonly name: string;
  readonly compiled: CompiledCode;
  readonly script: vm.Script;
  /** Whether the cache lacks it, or what V8 made of it. */
  readonly isNew: boolean;
  /** Whether what V8 makes of it can be used again. */
  readonly hasBytecode: boolean;
}

const NO_BYTECODE = Buffer.alloc(0);
const ENGINE = `${process.version} ${process.arch}`;

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
    const key = createHash('sha256').update([compiler, ENGINE, file].join('\0')).digest('hex').slice(0, 16);
    const names = { program: `program-${key}`, library: `library-${key}` };
    const kept = { program: current(cache.read(names.program)), library: current(cache.read(names.library)) };
    const { program, library } = await completed(kept, file, onCompile);
    return new Program(file, cache, toScript(file, names.program, program), toScript(file, names.library, library));
  }

  readonly #file: string;
  readonly #cache: CompileCache;
  readonly #program: Loaded;
  readonly #library: Loaded;

  private constructor(file: string, cache: CompileCache, program: Loaded, library: Loaded) {
    this.#file = file;
    this.#cache = cache;
    this.#program = program;
    this.#library = library;
  }

  /** What must change before another run can give something else. */
  get state(): State {
    const { watched, fingerprint } = this.#program.compiled;
    return { watched, fingerprint };
  }

  /** Executes the program as the main module; resolves when its top level has ended. */
  async run(): Promise<void> {
    const native = createRequire(this.#file);
    const scope: ModuleScope = {
      main: { id: '.', filename: this.#file, exports: {} },
      meta: (file) => importMeta(file, createRequire(file)),
    };
    const table = execute<ModuleTable>(this.#library, native, this.#file, scope);
    hostStockApps(table);
    const traces = new StackTraces(scriptPath(this.#file, this.#program.name), this.#program.compiled.map);
    traces.install();
    // A module that only the running program names is found from the file that asks, which only the stack tells.
    const from = (specifier: string): NodeJS.Require => {
      const caller = specifier.startsWith('.') ? traces.caller() : undefined;
      return caller === undefined ? native : createRequire(caller);
    };
    const load = (specifier: string): unknown => table[specifier]?.() ?? from(specifier)(specifier);
    const resolve = (specifier: string, options?: { paths?: string[] }) => from(specifier).resolve(specifier, options);
    const require = Object.assign(load, native, { resolve: Object.assign(resolve, native.resolve) });
    await execute<Promise<void>>(this.#program, require, this.#file, scope);
  }

  /**
   * Keeps what was compiled for the next run, with what V8 made of it. Better after the run: then V8 knows which
   * functions are used.
   */
  keep(): void {
    for (const { isNew, name, compiled, script, hasBytecode } of [this.#library, this.#program]) {
      if (isNew && (!('isLasting' in compiled) || compiled.isLasting === true)) {
        this.#cache.write(name, { ...compiled, bytecode: hasBytecode ? script.createCachedData() : NO_BYTECODE });
      }
    }
  }
}

/** A program that is compiled needs no compiler, which takes as long to load as all the rest. */
function loadBundler(): typeof import('./bundler') {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would be loaded always
  return require('./bundler') as typeof import('./bundler');
}

/** Compiles what is missing. */
async function completed(
  kept: { readonly program?: CompiledCode; readonly library?: CompiledCode },
  file: string,
  onCompile: () => void,
): Promise<{ readonly program: CompiledCode; readonly library: CompiledCode }> {
  if (kept.program !== undefined && kept.library !== undefined && offersAll(kept.library, kept.program)) {
    return { program: kept.program, library: kept.library };
  }
  onCompile();
  const { compileLibrary, compileProgram, expectedModules, stopCompiler } = loadBundler();
  try {
    const expected = kept.program?.modules ?? expectedModules(file);
    const [program, library] = await Promise.all([
      kept.program ?? compileProgram(file),
      kept.library ?? compileLibrary(file, expected),
    ]);
    return { program, library: offersAll(library, program) ? library : await compileLibrary(file, program.modules) };
  } finally {
    stopCompiler();
  }
}

function current(compiled: CompiledCode | undefined): CompiledCode | undefined {
  return compiled !== undefined && compiled.fingerprint === fingerprint(compiled.watched) ? compiled : undefined;
}

function offersAll(library: CompiledCode, program: CompiledCode): boolean {
  return program.modules.every((module) => library.modules.includes(module));
}

/** A path in the directory of the program, so that what the script imports at run time is found from there. */
function scriptPath(file: string, name: string): string {
  return path.join(path.dirname(file), `.cdk8s-webapp-${name}.js`);
}

function toScript(file: string, name: string, compiled: CompiledCode): Loaded {
  const { code, bytecode } = compiled;
  // A script from bytecode cannot import modules whose names only the running program knows.
  const hasBytecode = !code.includes('import(');
  const script = new vm.Script(code.toString('latin1'), {
    filename: scriptPath(file, name),
    // The wrapper has a line of its own.
    lineOffset: -1,
    cachedData: hasBytecode && bytecode.length > 0 ? bytecode : undefined,
    importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  const isKept = hasBytecode ? script.cachedDataRejected === false : !('isLasting' in compiled);
  return { name, compiled, script, isNew: !isKept, hasBytecode };
}

function execute<T>({ script }: Loaded, require: NodeJS.Require | object, file: string, scope: ModuleScope): T {
  const module = { id: '.', filename: file, exports: {} };
  const run = script.runInThisContext() as (...parameters: unknown[]) => T;
  const result = run(require, module, module.exports, scope);
  return result ?? (module.exports as T);
}
