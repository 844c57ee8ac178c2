import { State } from './fingerprint';

/** How compiled code of a program is described in the cache. */
export interface ProgramHeader extends State {
  /** Absolute paths of the modules of packages that it takes from the library. */
  readonly modules: readonly string[];
  /** Whether it imports modules whose names only the running program knows. */
  readonly isDynamic: boolean;
}

/** A compiled program. */
export interface CompiledProgram extends ProgramHeader {
  /** The code, in ASCII. */
  readonly code: Buffer;
  /** Its source map. */
  readonly map: Buffer;
  /** Whether nothing changed while it was compiled, so that it can be used again. */
  readonly isLasting: boolean;
}
