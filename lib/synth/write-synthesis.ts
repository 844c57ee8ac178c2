import * as path from 'node:path';
import { constructRecord } from './construct-record';
import { ManifestFile } from './manifest';
import { manifestOutput } from './manifest-output';
import { OutputFile, OutputGroup, writeOutput, WriteResult } from './output/write-output';
import type { Synthesis } from './synthesis';

/** The group of what the cdk8s command asks for; no environment is called so. */
const CONSTRUCTS = '_constructs';

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
    writeOutput(outdir, [...groupsOf(synthesis), ...own], { isComplete }),
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

function groupsOf(synthesis: Synthesis): OutputGroup[] {
  const groups = new Map<string, ManifestFile[]>(synthesis.environments.map((name) => [name, []]));
  for (const file of synthesis.files) {
    const name = file.environment ?? '';
    groups.set(name, groups.get(name) ?? []);
    groups.get(name)?.push(file);
  }
  return [
    ...[...groups].map(([name, files]) => ({ name, files: emitted(files) })),
    ...(synthesis.recordsConstructs ? [{ name: CONSTRUCTS, files: [constructRecord(synthesis.objects)] }] : []),
  ];
}

/** Writes the text of a file when it is its turn, so that no more than one is in memory. */
function* emitted(files: readonly ManifestFile[]): Generator<OutputFile> {
  for (const { path: file, objects } of files) {
    yield manifestOutput(file, objects);
  }
}
