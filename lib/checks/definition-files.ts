import * as fs from 'node:fs';
import { Mapping } from '../model/core/untrusted';
import { Stage } from '../model/deployment/stage';
import { CheckIssue } from './check-report';
import { readManifests } from './manifest-files';
import { Severity } from './severity';

/** What files of CustomResourceDefinitions hold. */
export interface Definitions {
  /** The manifests. */
  readonly manifests: readonly Mapping[];
  /** What is wrong with the files. */
  readonly issues: readonly CheckIssue[];
}

/** Reads files of CustomResourceDefinitions. Other objects in them are passed over. */
export function readDefinitions(files: readonly string[]): Definitions {
  const read = files.map(readFile);
  return { manifests: read.flatMap(({ manifests }) => manifests), issues: read.flatMap(({ issues }) => issues) };
}

function readFile(file: string): Definitions {
  const text = contentOf(file);
  if (text === undefined) {
    return { manifests: [], issues: [noDefinition(file, 'no file that can be read')] };
  }
  const { objects, issues } = readManifests(file, text, Stage.PRODUCTION);
  const manifests = objects.filter(({ kind }) => kind === 'CustomResourceDefinition').map(({ manifest }) => manifest);
  const isEmpty = issues.length === 0 && manifests.length === 0;
  return { manifests, issues: isEmpty ? [noDefinition(file, 'a file without one')] : issues };
}

function contentOf(file: string): string | undefined {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function noDefinition(file: string, given: string): CheckIssue {
  return {
    ...{ path: file, severity: Severity.ERROR },
    code: 'definition-missing',
    field: 'checks.customResourceDefinitions',
    given,
    allowed: 'files of manifests of kind CustomResourceDefinition',
    remedy: 'Correct the name; it starts from the working directory.',
  };
}
