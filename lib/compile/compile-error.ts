import type { BuildFailure } from 'esbuild';
import { State } from './fingerprint';

/** A program that cannot be compiled: a syntax error, or an import that leads nowhere. */
export class CompileError extends Error {
  /**
   * @param failure what the compiler says
   * @param state what must change before it can say something else
   */
  static from({ errors = [], message }: BuildFailure, state: State): CompileError {
    const blocks = errors.map(({ text, location, notes }) => {
      const place = location === null ? [] : [`${location.file}:${location.line}:${location.column + 1}`];
      const source = location === null ? [] : [`  ${location.lineText.trim()}`];
      return [...place, `  ${text}`, ...source, ...notes.map((note) => `  ${note.text}`)].join('\n');
    });
    const count = blocks.length === 1 ? '1 problem' : `${blocks.length} problems`;
    return new CompileError(blocks.length === 0 ? message : `${count} found\n\n${blocks.join('\n\n')}`, state);
  }

  private constructor(
    message: string,
    readonly state: State,
  ) {
    super(message);
    this.name = 'CompileError';
  }
}
