import * as vm from 'node:vm';

/** What a CommonJS module consists of. */
export interface ModuleContent {
  readonly source: string;
  /** What V8 made of it. Empty where it is not known yet. */
  readonly bytecode: Buffer;
  /** Whether it imports modules by itself. */
  readonly isDynamic: boolean;
}

/** A module as a function, which is what Node makes of it. */
export type ModuleFunction = (
  this: unknown,
  exports: unknown,
  require: object,
  module: object,
  filename: string,
  dirname: string,
) => void;

const WRAPPER = ['(function (exports, require, module, __filename, __dirname) { ', '\n})'] as const;
const DYNAMIC_IMPORT = /\bimport\s*\(/;

/** No bytecode. */
export const NO_BYTECODE = Buffer.alloc(0);

/** A module, compiled: running the script gives a `ModuleFunction`. */
export function moduleScript(file: string, { source, bytecode, isDynamic }: ModuleContent): vm.Script {
  return new vm.Script(WRAPPER.join(source), {
    filename: file,
    // Columns of the first line are those of the file.
    columnOffset: -WRAPPER[0].length,
    cachedData: bytecode.length > 0 ? bytecode : undefined,
    ...(isDynamic ? { importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER } : {}),
  });
}

/** V8 must know of a script that imports modules by itself, and forgets that in what is kept of it. */
export function isDynamic(source: string | Buffer): boolean {
  return DYNAMIC_IMPORT.test(source.toString());
}
