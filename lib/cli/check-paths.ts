import * as fs from 'node:fs';
import * as path from 'node:path';
import type { CheckIssue, CheckReport } from '../checks/check-report';
import { CheckScope } from '../checks/check-scope';
import { CheckedObject } from '../checks/checked-object';
import { readDefinitions } from '../checks/definition-files';
import { readManifests } from '../checks/manifest-files';
import { runChecks } from '../checks/run-checks';
import { scanText, TextFinding } from '../checks/secrets/scan-text';
import { Severity } from '../checks/severity';
import { KubernetesVersion } from '../model/cluster/kubernetes-version';
import { compareText } from '../model/core/compare-text';
import { Stage } from '../model/deployment/stage';
import { UsageError } from './command';
import { fileDuplicates } from './file-duplicates';

/** What stands for stdin. */
const STDIN = '-';
const MANIFESTS = /\.(?:ya?ml|json)$/;
/** Nobody writes there by hand. */
const PASSED_OVER = new Set(['.git', 'node_modules', '.cdk8s-webapp']);
/** Larger files, and those that are no text, are passed over. */
const MAX_BYTES = 4_194_304;
/** What a file in UTF-16 begins with. */
const UTF16: readonly (readonly [mark: Buffer, encoding: string])[] = [
  [Buffer.from([0xff, 0xfe]), 'utf-16le'],
  [Buffer.from([0xfe, 0xff]), 'utf-16be'],
];

/** How files are judged. */
export interface PathOptions {
  /** How strictly. */
  readonly stage: Stage;
  /** @default - the newest that is known */
  readonly kubernetesVersion?: KubernetesVersion;
  readonly optIn: string[];
  /** Files of CustomResourceDefinitions. */
  readonly definitions: readonly string[];
}

/** What was found, and of how many objects. */
export interface PathReport {
  readonly report: CheckReport;
  readonly objects: number;
}

/**
 * Judges the files at some paths: those of each directory as if they were for a cluster of their own, and those that are named
 * one by one together.
 *
 * @throws UsageError when there is nothing at a path
 */
export function checkPaths(paths: readonly string[], options: PathOptions): PathReport {
  const read = together(paths).map((files) => readFiles(files, options.stage));
  const { manifests: customResourceDefinitions, issues: wrong } = readDefinitions(options.definitions);
  const { kubernetesVersion } = options;
  const scopes = read.map(({ objects }) => new CheckScope({ objects, kubernetesVersion, customResourceDefinitions }));
  const { issues, exceptions } = runChecks(scopes, [], { optIn: options.optIn });
  return {
    report: { issues: [...wrong, ...read.flatMap((each) => each.issues), ...issues], exceptions },
    objects: scopes.reduce((sum, { objects }) => sum + objects.length, 0),
  };
}

interface ReadPath {
  readonly objects: readonly CheckedObject[];
  readonly issues: readonly CheckIssue[];
}

/** Files that are judged together: a shell makes many names of one pattern. */
function together(paths: readonly string[]): string[][] {
  const found = paths.map((given) => ({ given, files: filesAt(given) }));
  const isNamed = ({ given, files }: (typeof found)[number]) => files.length === 1 && files[0] === given;
  const named = [...new Set(found.filter(isNamed).map(({ given }) => given))];
  const directories = found.filter((each) => !isNamed(each)).map(({ files }) => files);
  return named.length === 0 ? directories : [named, ...directories];
}

function readFiles(files: readonly string[], stage: Stage): ReadPath {
  const read = files.map((file) => readFile(file, stage));
  const objects = read.flatMap((each) => each.objects);
  return { objects, issues: [...read.flatMap(({ issues }) => issues), ...fileDuplicates(objects)] };
}

/** Manifests are judged by rules; of all other texts it matters only that they hold no secrets. */
function readFile(file: string, stage: Stage): ReadPath {
  const bytes = contentOf(file);
  if (!Buffer.isBuffer(bytes)) {
    return { objects: [], issues: [bytes] };
  }
  const text = bytes.length > MAX_BYTES ? undefined : textIn(bytes);
  if (text === undefined) {
    return { objects: [], issues: [] };
  }
  const { objects, issues } =
    file === STDIN || MANIFESTS.test(file) ? readManifests(file, text, stage) : { objects: [], issues: [] };
  return { objects, issues: [...issues, ...(objects.length === 0 ? scanText(file, text).map(asIssue) : [])] };
}

function contentOf(file: string): Buffer | CheckIssue {
  try {
    return fs.readFileSync(file === STDIN ? 0 : file);
  } catch (error) {
    return {
      ...{ path: file, severity: Severity.ERROR, code: 'manifest-unreadable', field: '(file)' },
      given: `what cannot be read: ${(error as NodeJS.ErrnoException).code ?? String(error)}`,
      allowed: 'a file that may be read',
      remedy: 'Correct its permissions, or the link that leads to it.',
    };
  }
}

/** In UTF-8, or in UTF-16 where the file says so; `undefined` where it is no text. */
function textIn(bytes: Buffer): string | undefined {
  const encoding = UTF16.find(([mark]) => bytes.subarray(0, mark.length).equals(mark))?.[1];
  if (encoding !== undefined) {
    return new TextDecoder(encoding).decode(bytes);
  }
  return bytes.includes(0) ? undefined : bytes.toString('utf8');
}

function asIssue({ file, line, ...finding }: TextFinding): CheckIssue {
  return { ...finding, path: file, place: `${file}:${line}`, severity: Severity.ERROR };
}

/** The files of a directory and below it, sorted; a file itself. */
function filesAt(given: string): string[] {
  if (given === STDIN) {
    return [STDIN];
  }
  const found = fs.lstatSync(given, { throwIfNoEntry: false });
  if (found === undefined) {
    throw new UsageError(`there is no file or directory '${given}'`);
  }
  return isDirectory(given) ? filesIn(given) : [given];
}

function filesIn(directory: string): string[] {
  return fs
    .readdirSync(directory, { withFileTypes: true })
    .sort((a, b) => compareText(a.name, b.name))
    .flatMap((entry) => {
      const inner = path.join(directory, entry.name);
      if (entry.isDirectory()) {
        return PASSED_OVER.has(entry.name) ? [] : filesIn(inner);
      }
      return entry.isFile() ? [inner] : [];
    });
}

/** Also by a link. One that leads nowhere is found when it is read. */
function isDirectory(given: string): boolean {
  try {
    return fs.statSync(given).isDirectory();
  } catch {
    return false;
  }
}
