import * as fs from 'node:fs';
import { isBuiltin } from 'node:module';
import * as path from 'node:path';
import type { Metafile } from 'esbuild';
import { ancestors } from './cache';
import { Watched } from './fingerprint';
import { isInPackage, Packages } from './packages';
import { Tsconfig } from './tsconfig';

/** Files by which package managers say what is installed. */
const LOCK_FILES = ['package-lock.json', 'npm-shrinkwrap.json', 'yarn.lock', 'pnpm-lock.yaml', 'bun.lock', 'bun.lockb'];
/** Files that they write into node_modules when they have installed. */
const INSTALL_MARKS = ['.package-lock.json', '.yarn-state.yml', '.yarn-integrity', '.modules.yaml'];

/** What a program depends on: its files, and every place where an import would have found another one first. */
export function watchedByProgram(
  entry: string,
  tsconfig: Tsconfig,
  read: ReadonlyMap<string, unknown>,
  inputs: Metafile['inputs'],
): Watched {
  const files = [...read.keys()];
  const directories = new Set(files.map((file) => path.dirname(file)));
  const contents = new Set([...files, ...tsconfig.files, ...projectFiles(entry)]);
  for (const directory of directories) {
    untilFound(directory, 'package.json').forEach((file) => contents.add(file));
  }
  for (const [input, { imports }] of Object.entries(inputs)) {
    const importer = path.resolve(input);
    for (const { original } of read.has(importer) ? imports : []) {
      const places = original === undefined ? [] : candidates(importer, original, tsconfig);
      places.flatMap(directoriesOf).forEach((directory) => directories.add(directory));
      if (original !== undefined && !isRelative(original) && !isBuiltin(original)) {
        packageDirectories(importer, original).forEach((directory) => contents.add(directory));
      }
    }
  }
  return { contents: [...contents].sort(), listings: [...directories].sort(), stats: [] };
}

/** What the modules of libraries depend on: what is installed. */
export function watchedByLibrary(entry: string, files: readonly string[], packages: Packages): Watched {
  const marks = ancestors(path.dirname(entry)).flatMap((directory) =>
    INSTALL_MARKS.map((name) => path.join(directory, 'node_modules', name)),
  );
  const descriptions = files.flatMap((file) => packages.fileOf(file) ?? []);
  return {
    contents: projectFiles(entry),
    listings: [],
    stats: [...new Set([...files, ...descriptions, ...marks])].sort(),
  };
}

function projectFiles(entry: string): string[] {
  return ancestors(path.dirname(entry)).flatMap((directory) => LOCK_FILES.map((name) => path.join(directory, name)));
}

function isRelative(specifier: string): boolean {
  return specifier.startsWith('.') || path.isAbsolute(specifier);
}

function candidates(importer: string, specifier: string, tsconfig: Tsconfig): string[] {
  return isRelative(specifier) ? [path.resolve(path.dirname(importer), specifier)] : tsconfig.candidates(specifier);
}

/** Directories in which a module at a place may be found: that of the file, and itself where it is one. */
function directoriesOf(place: string): string[] {
  const isDirectory = fs.statSync(place, { throwIfNoEntry: false })?.isDirectory() === true;
  return isDirectory ? [path.dirname(place), place] : [path.dirname(place)];
}

/** Where a package is found from a file, and where it would be found before. */
function packageDirectories(importer: string, specifier: string): string[] {
  if (isInPackage(importer)) {
    return [];
  }
  const name = /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;
  return untilFound(path.dirname(importer), path.join('node_modules', name)).map((directory) => {
    const modules = directory.slice(0, -name.length - 1);
    return fs.existsSync(modules) ? directory : modules;
  });
}

/** The path below a directory and those above it, to the first that exists. */
function untilFound(directory: string, below: string): string[] {
  const places = ancestors(directory).map((ancestor) => path.join(ancestor, below));
  const found = places.findIndex((place) => fs.existsSync(place));
  return found === -1 ? places : places.slice(0, found + 1);
}
