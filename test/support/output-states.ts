import fs from 'node:fs';
import path from 'node:path';
import type { OutputGroup } from '../../lib/synth/output/write-output';

/** The groups of a state, made of a letter: what differs between two letters is changed, added and removed. */
export function groupsOf(state: string): OutputGroup[] {
  const file = (name: string, text: string) => ({ path: name, text: `---\n${text}\n` });
  const large = `${state} `.repeat(60_000);
  return [
    {
      name: 'staging',
      files: [file('staging/same', 'same'), file('staging/shop', state), file('staging/large', large)],
    },
    { name: 'production', files: [file('production/shop', state), file(`production/only-${state}`, 'x')] },
    { name: `env-${state}`, files: [file(`env-${state}/shop`, state)] },
    { name: '', files: [file('plain', `plain ${state}`)] },
  ];
}

/** Every file below a directory with its content, without what a writer keeps there while it is at work. */
export function filesBelow(directory: string): { [file: string]: string } {
  if (!fs.existsSync(directory)) {
    return {};
  }
  const files = fs
    .readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(directory, path.join(entry.parentPath, entry.name)))
    .filter((file) => !/^\.cdk8s-webapp\/(?:stage\/|journal|lock-)/.test(file));
  return Object.fromEntries(files.sort().map((file) => [file, fs.readFileSync(path.join(directory, file), 'utf8')]));
}

/** What a writer has not taken away. */
export function leftovers(directory: string): string[] {
  return fs
    .readdirSync(directory, { recursive: true })
    .map(String)
    .filter((file) => /^\.cdk8s-webapp\/(?:stage|journal|lock-)/.test(file));
}
