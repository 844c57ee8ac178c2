import * as fs from 'node:fs';
import * as path from 'node:path';
import type { CheckIssue, CheckReport } from '../checks/check-report';
import { CheckScope } from '../checks/check-scope';
import { CheckedObject } from '../checks/checked-object';
import { readDefinitions } from '../checks/definition-files';
import { readManifests } from '../checks/manifest-files';
import { runChecks } from '../checks/run-checks';
import { KubernetesVersion } from '../model/cluster/kubernetes-version';
import { compareText } from '../model/core/compare-text';
import { Stage } from '../model/deployment/stage';
import { UsageError } from './command';

/** What stands for stdin. */
const STDIN = '-';
const MANIFESTS = /\.(?:ya?ml|json)$/;
/** Nobody's manifests lie there. */
const PASSED_OVER = new Set(['.git', 'node_modules']);

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

function readPath(given: string, stage: Stage): { objects: CheckedObject[]; issues: CheckIssue[] } {
  const texts = filesAt(given).map((file) =>
    readManifests(file, fs.readFileSync(file === STDIN ? 0 : file, 'utf8'), stage),
  );
  return { objects: texts.flatMap(({ objects }) => objects), issues: texts.flatMap(({ issues }) => issues) };
}

/** The files of a directory and below it that can hold manifests, sorted; a file itself. */
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
      return entry.isFile() && MANIFESTS.test(entry.name) ? [inner] : [];
    });
}
