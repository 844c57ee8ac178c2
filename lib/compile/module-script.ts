import * as vm from 'node:vm';

/** What a CommonJS module consists of. */
export interface ModuleContent {
  /** A function expression: see `moduleFunction`. */
  readonly code: string;
  /** What V8 made of it. Empty where it is not known yet. */
  readonly bytecode: Buffer;
  /** Whether it imports modules by itself. */
  readonly isDynamic: boolean;
}

/** A module as a function, as Node does it. */
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

/** The source of a module as a function expression. */
export function moduleFunction(source: string): string {
  return WRAPPER.join(source);
}

/** A module, compiled: running the script gives a `ModuleFunction`. */
export function moduleScript(file: string, { code, bytecode, isDynamic }: ModuleContent): vm.Script {
  return new vm.Script(code, {
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
