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

/** What stands for stdin. */
const STDIN = '-';
const MANIFESTS = /\.(?:ya?ml|json)$/;
/** Nobody writes there by hand. */
const PASSED_OVER = new Set(['.git', 'node_modules', '.cdk8s-webapp']);
/** Larger files, and those that are no text, are passed over. */
const MAX_BYTES = 4_194_304;

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
 * Judges the files at some paths, those of each path as if they were for a cluster of their own.
 *
 * @throws UsageError when there is nothing at a path
 */
export function checkPaths(paths: readonly string[], options: PathOptions): PathReport {
  const read = paths.map((given) => readPath(given, options.stage));
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

function readPath(given: string, stage: Stage): ReadPath {
  const read = filesAt(given).map((file) => readFile(file, stage));
  return { objects: read.flatMap(({ objects }) => objects), issues: read.flatMap(({ issues }) => issues) };
}

/** Manifests are judged by rules; of all other texts it matters only that they hold no secrets. */
function readFile(file: string, stage: Stage): ReadPath {
  const bytes = fs.readFileSync(file === STDIN ? 0 : file);
  if (bytes.length > MAX_BYTES || bytes.includes(0)) {
    return { objects: [], issues: [] };
  }
  const text = bytes.toString('utf8');
  const { objects, issues } =
    file === STDIN || MANIFESTS.test(file) ? readManifests(file, text, stage) : { objects: [], issues: [] };
  return { objects, issues: [...issues, ...(objects.length === 0 ? scanText(file, text).map(asIssue) : [])] };
}

function asIssue({ file, line, ...finding }: TextFinding): CheckIssue {
  return { ...finding, path: file, place: `${file}:${line}`, severity: Severity.ERROR };
}

/** The files of a directory and below it, sorted; a file itself. */
function filesAt(given: string): string[] {
  if (given === STDIN) {
    return [STDIN];
  }
  const found = fs.statSync(given, { throwIfNoEntry: false });
  if (found === undefined) {
    throw new UsageError(`there is no file or directory '${given}'`);
  }
  if (!found.isDirectory()) {
    return [given];
  }
  return fs
    .readdirSync(given, { withFileTypes: true })
    .sort((a, b) => compareText(a.name, b.name))
    .flatMap((entry) => {
      const inner = path.join(given, entry.name);
      if (entry.isDirectory()) {
        return PASSED_OVER.has(entry.name) ? [] : filesAt(inner);
      }
      return entry.isFile() ? [inner] : [];
    });
}
