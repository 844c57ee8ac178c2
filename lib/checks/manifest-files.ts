import { kubernetesDocuments, loadYaml } from '../model/core/load-yaml';
import { isMapping, Mapping } from '../model/core/untrusted';
import { Stage } from '../model/deployment/stage';
import { CheckIssue } from './check-report';
import { CheckedObject } from './checked-object';
import { textAt } from './data';
import { listMembers } from './list-members';
import { Severity } from './severity';

/** What a text holds. */
export interface ManifestText {
  /** The objects. */
  readonly objects: readonly CheckedObject[];
  /** Why a part of it is none. */
  readonly issues: readonly CheckIssue[];
  /** Whether it holds no object at all, but other data. */
  readonly isOther: boolean;
}

/**
 * The objects of a file of manifests, YAML or JSON, read as kubectl reads them: YAML 1.1, without dates.
 *
 * @param file name of the file
 * @param text what it holds
 * @param stage how strictly the objects are judged
 */
export function readManifests(file: string, text: string, stage: Stage): ManifestText {
  const { isMap, LineCounter, visit } = loadYaml();
  const lines = new LineCounter();
  const documents = kubernetesDocuments(text, lines);
  const lineOf = (offset: number) => lines.linePos(offset).line;
  const issues = documents.flatMap((document): CheckIssue[] => {
    const [error] = document.errors;
    // What a template holds in place of a value is read as a mapping whose key is a mapping.
    let template: number | undefined;
    visit(document, {
      Pair: (_, { key }) => {
        template ??= isMap(key) ? (key.range?.[0] ?? 0) : undefined;
        return template === undefined ? undefined : visit.BREAK;
      },
    });
    if (template !== undefined) {
      return [templateIssue(file, lineOf(template))];
    }
    return error === undefined ? [] : [unreadable(file, lineOf(error.pos[0]), error.message)];
  });
  const values = documents
    .filter(({ contents }) => issues.length === 0 && contents !== null)
    .map((document) => ({ line: lineOf(document.contents?.range[0] ?? 0), value: document.toJS() as unknown }));
  const objects = values.flatMap(({ line, value }) =>
    listMembers(value)
      .filter(isManifest)
      .map((manifest) => checkedObject(manifest, file, line, stage)),
  );
  return { objects, issues, isOther: objects.length === 0 && issues.length === 0 };
}

function isManifest(value: unknown): value is Mapping {
  return isMapping(value) && typeof value['apiVersion'] === 'string' && typeof value['kind'] === 'string';
}

function checkedObject(manifest: Mapping, file: string, line: number, stage: Stage): CheckedObject {
  return {
    ...{ manifest, stage },
    apiVersion: textAt(manifest, 'apiVersion') ?? '',
    kind: textAt(manifest, 'kind') ?? '',
    name: textAt(manifest, 'metadata', 'name') ?? '',
    namespace: textAt(manifest, 'metadata', 'namespace'),
    path: file,
    place: `${file}:${line}`,
  };
}

function unreadable(file: string, line: number, message: string): CheckIssue {
  // The message of the parser can quote the file.
  const why = message.split('\n', 1)[0]?.replace(/".*"/, '...') ?? '';
  return issueAt(file, line, { given: `what is no YAML: ${why}`, remedy: 'Correct the file.' });
}

function templateIssue(file: string, line: number): CheckIssue {
  const remedy = 'Check what it renders: helm template CHART | cdk8s-webapp check -';
  return issueAt(file, line, { given: 'a template', remedy });
}

function issueAt(file: string, line: number, what: Pick<CheckIssue, 'given' | 'remedy'>): CheckIssue {
  return {
    ...{ path: file, place: `${file}:${line}`, severity: Severity.ERROR },
    ...{ code: 'manifest-unreadable', field: '(file)', allowed: 'YAML or JSON' },
    ...what,
  };
}
