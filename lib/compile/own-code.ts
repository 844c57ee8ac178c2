import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import type * as vm from 'node:vm';
import { cacheKey, CompileCache } from './cache';
import { optimizeAsUsual } from './engine';
import { isSettledSince, statOf } from './fingerprint';
import { ModuleFunction, moduleFunction, moduleScript, NO_BYTECODE } from './module-script';

/** What code of this package is executed for. */
export interface OwnTask {
  /** Its name. Each uses other functions, so what V8 made of the code is kept for each. */
  readonly task: string;
  /** Whether a run that ends with this exit code has used the functions that others will use. */
  isTypical(exitCode: number): boolean;
}

interface CodeHeader {
  /** State of the file that was compiled. */
  readonly state: string;
}

/** Packages that consist of one file, and are not loaded by every run. */
const PACKAGES = ['esbuild', 'get-tsconfig'];

/**
 * Executes a file of this package with what V8 made of it in an earlier run. What it requires by a relative path is executed
 * likewise, and so are packages that only this package uses. All of it is CommonJS in ASCII that imports nothing by itself.
 *
 * @param file its absolute path
 */
export function runOwnCode(file: string, task: OwnTask): void {
  new OwnCode(CompileCache.ofPackage(file), task).require(file);
}

class OwnCode {
  readonly #cache: CompileCache;
  readonly #task: OwnTask;
  readonly #modules = new Map<string, { readonly exports: unknown }>();

  constructor(cache: CompileCache, task: OwnTask) {
    this.#cache = cache;
    this.#task = task;
  }

  require(file: string): unknown {
    return (this.#modules.get(file) ?? this.execute(file)).exports;
  }

  private execute(file: string): { readonly exports: unknown } {
    const module = { exports: {} };
    this.#modules.set(file, module);
    const native = createRequire(file);
    const { resolve } = native;
    const load = (request: string): unknown =>
      request.startsWith('.') || PACKAGES.includes(request) ? this.require(resolve(request)) : native(request);
    const run = this.script(file).runInThisContext() as ModuleFunction;
    run.call(module.exports, module.exports, Object.assign(load, { resolve }), module, file, path.dirname(file));
    return module;
  }

  private script(file: string): vm.Script {
    const name = `command-${this.#task.task}-${cacheKey(file)}`;
    const since = Date.now();
    const state = statOf(file);
    const kept = this.#cache.read<CodeHeader>(name);
    const bytecode = (kept?.header.state === state ? kept.part(0) : undefined) ?? NO_BYTECODE;
    const code = moduleFunction(fs.readFileSync(file, 'latin1'));
    const script = moduleScript(file, { code, bytecode, isDynamic: false });
    if (script.cachedDataRejected !== false && isSettledSince(since, { contents: [], listings: [], stats: [file] })) {
      // At the end V8 knows which functions are used.
      process.once('exit', (exitCode) => {
        if (this.#task.isTypical(exitCode)) {
          optimizeAsUsual();
          this.#cache.write<CodeHeader>(name, { header: { state }, parts: [[script.createCachedData()]] });
        }
      });
    }
    return script;
  }
}
