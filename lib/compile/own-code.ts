import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import { cacheKey, CompileCache } from './cache';
import { optimizeAsUsual } from './engine';
import { statOf } from './fingerprint';
import { ModuleFunction, moduleFunction, moduleScript, NO_BYTECODE } from './module-script';

interface CodeHeader {
  /** State of the file that was compiled. */
  readonly state: string;
}

/** Packages that consist of one file in ASCII, and are not loaded by every run. */
const PACKAGES = ['esbuild', 'get-tsconfig'];

/**
 * Executes a file of this package, in ASCII and CommonJS, with what V8 made of it in an earlier run. What it requires by a
 * relative path is executed likewise, and so are packages that only this package uses.
 *
 * @param file its absolute path
 * @param task what it is executed for: another task uses other functions
 * @param cache where what V8 made of it is kept
 * @returns what it exports
 */
export function runOwnCode(file: string, task: string, cache = CompileCache.of(file)): unknown {
  const name = `command-${task}-${cacheKey(file)}`;
  const state = statOf(file);
  const kept = cache.read<CodeHeader>(name);
  const bytecode = (kept?.header.state === state ? kept.part(0) : undefined) ?? NO_BYTECODE;
  const code = moduleFunction(fs.readFileSync(file, 'latin1'));
  const script = moduleScript(file, { code, bytecode, isDynamic: false });
  if (script.cachedDataRejected !== false) {
    // At the end V8 knows which functions are used.
    process.once('exit', () => {
      optimizeAsUsual();
      cache.write<CodeHeader>(name, { header: { state }, parts: [[script.createCachedData()]] });
    });
  }
  const require = createRequire(file);
  const load = (request: string): unknown =>
    request.startsWith('.') || PACKAGES.includes(request)
      ? runOwnCode(require.resolve(request), task, cache)
      : require(request);
  const module = { exports: {} };
  const run = script.runInThisContext() as ModuleFunction;
  run.call(
    module.exports,
    module.exports,
    Object.assign(load, { resolve: require.resolve }),
    module,
    file,
    path.dirname(file),
  );
  return module.exports;
}
