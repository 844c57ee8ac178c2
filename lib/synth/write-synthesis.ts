import { constructRecord } from './construct-record';
import { ManifestFile } from './manifest';
import { sha256 } from './output/index-file';
import { OutputFile, OutputGroup, writeOutput, WriteResult } from './output/write-output';
import { fileText, Synthesis } from './synthesis';
import { toYaml } from './yaml/emitter';

/** The group of what the cdk8s command asks for; no environment is called so. */
const CONSTRUCTS = '_constructs';

/**
 * Writes manifests into a directory, one group per environment.
 *
 * @throws ValidationError what is wrong with the directory; then nothing was written
 */
export function writeSynthesis(outdir: string, synthesis: Synthesis): WriteResult {
  return writeOutput(outdir, groupsOf(synthesis), { isComplete: synthesis.isComplete });
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
  for (const { path, objects } of files) {
    const documents = objects.map(toYaml);
    const indexed = objects.map(({ apiVersion, kind, metadata: { namespace, name } }, index) => ({
      ...{ apiVersion, kind, namespace, name },
      sha256: sha256(documents[index] as string),
    }));
    yield { path, text: fileText(documents), objects: indexed };
  }
}
