import * as path from 'node:path';
import { writeOutput, WriteResult } from './output/write-output';
import type { Synthesis } from './synthesis';

/**
 * Writes manifests into a directory, one group per environment, and what was derived from them.
 *
 * @param outdir the output directory
 * @param synthesis what to write
 * @param root the directory that outputs with a directory of their own start from
 * @throws ValidationError what is wrong with a directory; then nothing was written there
 */
export function writeSynthesis(outdir: string, synthesis: Synthesis, root = '.'): WriteResult {
  const { isComplete, derived } = synthesis;
  const own = derived.filter(({ directory }) => directory === undefined);
  const directories = [...new Set(derived.flatMap(({ directory }) => directory ?? []))];
  return [
    writeOutput(outdir, [...synthesis.groups(), ...own], { isComplete }),
    ...directories.map((directory) => {
      const groups = derived.filter((group) => group.directory === directory);
      return writeOutput(path.join(root, directory), groups, { isComplete });
    }),
  ].reduce(joined);
}

function joined(one: WriteResult, other: WriteResult): WriteResult {
  return {
    written: [...one.written, ...other.written],
    removed: [...one.removed, ...other.removed],
    unchanged: [...one.unchanged, ...other.unchanged],
  };
}
