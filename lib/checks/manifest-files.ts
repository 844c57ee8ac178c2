import type { Document } from 'yaml';
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

/** API groups of files that configure a program: kustomize, kind, kubeadm, kubelet and others. */
const OF_TOOLS =
  /^(?:kustomize\.config\.k8s\.io|kind\.x-k8s\.io|kubeadm\.k8s\.io|(?:.+\.)?config\.k8s\.io|audit\.k8s\.io|eksctl\.io|k3d\.io|ctlptl\.dev|skaffold)$/;

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
  const objects = documents.flatMap((document) => {
    const [start = 0] = document.contents?.range ?? [];
    if (issues.length > 0 || document.contents === null) {
      return [];
    }
    try {
      return membersOf(document)
        .filter(({ value }) => isManifest(value))
        .map(({ value, offset = start }) => checkedObject(value as Mapping, file, lineOf(offset), stage));
    } catch (error) {
      // An alias of nothing, of what holds it, or of very much.
      issues.push(unreadable(file, lineOf(start), error instanceof Error ? error.message : String(error)));
      return [];
    }
  });
  return { objects, issues, isOther: objects.length === 0 && issues.length === 0 };
}

/** What the document holds, the members of a list one by one, and where each begins, if that is known. */
function membersOf(document: Document.Parsed): { readonly value: unknown; readonly offset?: number }[] {
  const { isCollection, isMap, isSeq } = loadYaml();
  const whole = document.toJS() as unknown;
  // A value that holds itself is none that could be sent to a cluster.
  JSON.stringify(whole);
  const values = listMembers(whole);
  const items = isCollection(document.contents) ? document.contents.get('items', true) : undefined;
  const nodes = isSeq(items) ? items.items.filter(isMap) : [];
  const isList = values[0] !== whole && nodes.length === values.length;
  return values.map((value, index) => ({ value, offset: isList ? nodes[index]?.range?.[0] : undefined }));
}

/** Whether it is an object of a cluster, perhaps one that lacks its kind or its version. */
function isManifest(value: unknown): boolean {
  if (!isMapping(value)) {
    return false;
  }
  const { apiVersion, kind, metadata, spec } = value;
  if (typeof apiVersion === 'string' && typeof kind === 'string') {
    return !isOfTools(apiVersion, kind);
  }
  return (typeof apiVersion === 'string' || typeof kind === 'string') && (isMapping(metadata) || isMapping(spec));
}

/** Whether a program reads such files for itself, and no cluster stores them. */
function isOfTools(apiVersion: string, kind: string): boolean {
  const [group = ''] = apiVersion.split('/');
  return OF_TOOLS.test(group) || (apiVersion === 'v1' && kind === 'Config');
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
