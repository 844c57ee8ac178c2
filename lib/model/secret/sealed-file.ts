import { readFile } from '../core/file-reading';
import { Finding, show } from '../core/issue';
import { loadYaml } from '../core/load-yaml';
import { showWithoutValue } from '../core/rules';
import { isMapping, Mapping } from '../core/untrusted';
import { utf8 } from '../core/utf8';
import { type SealedData, type SealingScope } from './sealed-data';

/** What a file says. */
export interface SealedFileReading {
  /** @default - the file says nothing that can be used */
  readonly data?: SealedData;
  readonly findings: Finding[];
}

/** No file is longer that Kubernetes takes. */
const MAX_FILE_BYTES = 4_194_304;
const ANNOTATION = 'sealedsecrets.bitnami.com/';

/**
 * Reads a SealedSecret as kubeseal writes it. Never throws, and no finding holds a part of a value.
 *
 * @param file path of the file
 */
export function readSealedSecret(file: string): SealedFileReading {
  const { bytes, problem } = readFile(file, MAX_FILE_BYTES);
  const content = bytes === undefined ? undefined : utf8(bytes);
  if (content === undefined) {
    const given = `${showWithoutValue(file)}, ${problem ?? 'which is not UTF-8'}`;
    const remedy = 'Correct the path; write the file by kubeseal --format yaml.';
    return { findings: [{ code: 'sealed-secret-unreadable', field: 'file', given, allowed: 'a file', remedy }] };
  }
  const objects = parse(content);
  if (typeof objects === 'string') {
    return { findings: [invalid(file, objects)] };
  }
  const [object] = objects;
  if (objects.length !== 1 || !isMapping(object)) {
    return { findings: [invalid(file, objects.length === 1 ? 'no object' : `${objects.length} objects`)] };
  }
  return object['kind'] === 'SealedSecret'
    ? sealedDataOf(file, object)
    : { findings: [kindFinding(file, object['kind'])] };
}

/** The objects of a text, or what is wrong with it, in words that show nothing of it. */
function parse(content: string): unknown[] | string {
  const { parseAllDocuments } = loadYaml();
  const documents = [...parseAllDocuments(content, { logLevel: 'silent' })];
  const [error] = documents.flatMap(({ errors }) => errors);
  if (error !== undefined) {
    return `no YAML in line ${error.linePos?.[0].line ?? 1}`;
  }
  try {
    return documents.map((document) => document.toJS() as unknown).filter((value) => value !== null);
  } catch {
    return 'YAML with aliases that lead nowhere';
  }
}

function sealedDataOf(file: string, object: Mapping): SealedFileReading {
  const metadata = mapping(object['metadata']);
  const spec = mapping(object['spec']);
  const template = mapping(spec['template']);
  const templateMetadata = mapping(template['metadata']);
  const encrypted = texts(spec['encryptedData']);
  const plain = Object.keys(mapping(template['data'])).length > 0 || spec['data'] !== undefined;
  if (encrypted === undefined || plain) {
    const what = plain ? 'values beside spec.encryptedData' : 'no values in spec.encryptedData';
    return { findings: [invalid(file, what)] };
  }
  return {
    data: {
      encryptedData: encrypted,
      scope: scopeOf(mapping(metadata['annotations'])),
      isFile: true,
      name: textOrNothing(metadata['name']),
      namespace: textOrNothing(metadata['namespace']),
      type: textOrNothing(template['type']),
      labels: texts(templateMetadata['labels']) ?? {},
      annotations: texts(templateMetadata['annotations']) ?? {},
    },
    findings: [],
  };
}

function scopeOf(annotations: Mapping): SealingScope {
  const scopes = ['cluster-wide', 'namespace-wide'] as SealingScope[];
  return scopes.find((scope) => annotations[ANNOTATION + scope] === 'true') ?? ('strict' as SealingScope);
}

/** A map of texts, or `undefined` where it is none. */
function texts(given: unknown): { [key: string]: string } | undefined {
  return isMapping(given) && Object.values(given).every((value) => typeof value === 'string')
    ? (given as { [key: string]: string })
    : undefined;
}

function textOrNothing(given: unknown): string | undefined {
  return typeof given === 'string' && given !== '' ? given : undefined;
}

function mapping(given: unknown): Mapping {
  return isMapping(given) ? given : {};
}

function invalid(file: string, what: string): Finding {
  return {
    code: 'sealed-secret-invalid',
    field: 'file',
    given: `${showWithoutValue(file)}, which holds ${what}`,
    allowed: 'one SealedSecret with all its values in spec.encryptedData',
    remedy: 'Write the file by kubeseal --format yaml; give what it does not cover to resource.overlay(...).',
  };
}

/** A Secret in the repository is an accident. */
function kindFinding(file: string, kind: unknown): Finding {
  const given = `${showWithoutValue(file)}, which holds ${typeof kind === 'string' ? `a ${showWithoutValue(kind)}` : 'an object without a kind'}`;
  const remedy =
    kind === 'Secret'
      ? 'Seal it by kubeseal, take it out of the repository, and replace the credentials.'
      : 'Name the file that kubeseal wrote.';
  return {
    code: 'sealed-secret-invalid',
    field: 'file',
    given,
    allowed: `an object of kind ${show('SealedSecret')}`,
    remedy,
  };
}
