import { Finding, show } from '../core/issue';
import { dataKey } from '../core/names';
import { isMapping, Mapping } from '../core/untrusted';
import { KubernetesSecret } from './kubernetes-secret';
import { SecretType } from './secret-type';
import { declaredNames, missingKeyFindings, sizeFindings, valueFindings } from './secret-value';

/** One key of the object: what is wrong with how it is written, or else the value. */
interface Entry {
  readonly field: string;
  readonly findings: readonly Finding[];
  readonly bytes?: Uint8Array;
}

/**
 * Judges a Secret as it is written down or stored: a parsed manifest, or what `kubectl get secret NAME -o json` prints.
 *
 * Values are decoded to be judged. No finding holds a value or a part of one.
 *
 * @param object the parsed object; anything at all may be given
 */
export function checkSecretObject(secret: KubernetesSecret, object: unknown): Finding[] {
  if (!isMapping(object)) {
    return [shapeFinding('object', object)];
  }
  if (object['kind'] !== 'Secret') {
    const remedy = 'Pass one Secret; take it out of its List first.';
    return [{ code: 'secret-object-kind', field: 'kind', given: word(object['kind']), allowed: '"Secret"', remedy }];
  }
  const { data, stringData } = object;
  const wrong = [
    ...(isMapping(data ?? {}) ? [] : [shapeFinding('data', data)]),
    ...(isMapping(stringData ?? {}) ? [] : [shapeFinding('stringData', stringData)]),
  ];
  return [...identityFindings(secret, object), ...wrong, ...(wrong.length > 0 ? [] : contentFindings(secret, object))];
}

function identityFindings(secret: KubernetesSecret, object: Mapping): Finding[] {
  const metadata = isMapping(object['metadata']) ? object['metadata'] : {};
  // Kubernetes reads a missing or empty type as Opaque.
  const type = object['type'] || SecretType.OPAQUE;
  return [
    ...equal('apiVersion', object['apiVersion'], 'v1', 'Write apiVersion: v1.'),
    ...equal('metadata.name', metadata['name'], secret.name, 'Pass the Secret of that name, or rename it.'),
    ...equal('metadata.namespace', metadata['namespace'], secret.namespace, 'Name the namespace in the object.'),
    ...equal('type', type, secret.type, 'Delete the Secret and create it anew: a type cannot be changed.'),
  ];
}

function equal(field: string, given: unknown, wanted: string, remedy: string): Finding[] {
  return given === wanted
    ? []
    : [{ code: 'secret-object-mismatch', field, given: word(given), allowed: show(wanted), remedy }];
}

function contentFindings(secret: KubernetesSecret, object: Mapping): Finding[] {
  const data = Object.entries(object['data'] ?? {}).map(([key, value]) => [key, dataEntry(key, value)] as const);
  const text = Object.entries(object['stringData'] ?? {}).map(([key, value]) => [key, textEntry(key, value)] as const);
  // A key of stringData replaces that of data, but Kubernetes reads data first and refuses what it cannot decode.
  const replaced = data.filter(([key]) => text.some(([other]) => other === key));
  const entries = new Map<string, Entry>([...data, ...text]);
  const size = [...entries.values()].reduce((sum, { bytes }) => sum + (bytes?.length ?? 0), 0);
  return [
    ...replaced.flatMap(([, { findings }]) => findings),
    ...[...entries].flatMap(([key, entry]) => entryFindings(secret, key, entry)),
    ...missingKeyFindings(
      secret,
      (name) => entries.has(name),
      (name) => `data.${name}`,
    ),
    ...sizeFindings('data', size),
  ];
}

function entryFindings(secret: KubernetesSecret, name: string, { field, findings, bytes }: Entry): Finding[] {
  const key = secret.key(name);
  if (key !== undefined) {
    return [...findings, ...(bytes === undefined ? [] : valueFindings(field, secret, key, bytes))];
  }
  const unknown = {
    code: 'secret-key-unknown',
    field,
    given: show(name),
    allowed: declaredNames(secret),
    remedy: 'Correct the name, declare the key, or remove it from the Secret.',
  };
  const invalid = dataKey(field, name).map((finding) => ({ ...finding, given: 'another text' }));
  return [...findings, ...(invalid.length > 0 ? invalid : [unknown])];
}

/** Where an entry stands. What cannot be a key is not repeated, because it could be a value at the wrong place. */
function place(part: string, name: string): string {
  return isKeyName(name) ? `${part}.${name}` : part;
}

function isKeyName(name: string): boolean {
  return dataKey('', name).length === 0;
}

/** Bytes are never null in Kubernetes: it reads `null` as an empty value. */
function dataEntry(name: string, value: unknown): Entry {
  const field = place('data', name);
  const bytes = decoded(value ?? '');
  if (bytes !== undefined) {
    return { field, findings: [], bytes };
  }
  const finding = {
    code: 'secret-value-not-base64',
    field,
    given: typeof value === 'string' ? 'a value that is not base64' : `a value of type ${typeof value}`,
    allowed: 'base64 with the standard alphabet and padding (RFC 4648)',
    remedy: 'Encode the value, or move it to stringData, which takes plain text.',
  };
  return { field, findings: [finding] };
}

function textEntry(name: string, value: unknown): Entry {
  const field = place('stringData', name);
  const text = value ?? '';
  if (typeof text === 'string') {
    return { field, findings: [], bytes: Buffer.from(text) };
  }
  const remedy = 'Put the value in quotes; Kubernetes keeps Secrets as text.';
  return {
    field,
    findings: [{ code: 'value-not-text', field, given: `a value of type ${typeof value}`, allowed: 'text', remedy }],
  };
}

/**
 * Decodes as the API server does, with Go's `base64.StdEncoding`: line breaks anywhere are skipped, padding is needed, and
 * the unused bits of the last character may be anything.
 */
function decoded(value: unknown): Uint8Array | undefined {
  if (typeof value !== 'string') {
    return undefined;
  }
  const text = value.replace(/[\r\n]/g, '');
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text) ? Buffer.from(text, 'base64') : undefined;
}

function shapeFinding(field: string, given: unknown): Finding {
  return {
    code: 'secret-object-invalid',
    field,
    given: Array.isArray(given) ? 'a list' : given === null ? 'null' : `a value of type ${typeof given}`,
    allowed: field === 'object' ? 'a Secret: a mapping with apiVersion, kind, metadata, type and data' : 'a mapping',
    remedy: 'Parse the YAML or JSON text, and pass the object that it describes.',
  };
}

/** A short word of the object, such as its kind. Anything else could be a value at the wrong place. */
function word(given: unknown): string {
  return typeof given === 'string' ? show(given) : given === undefined ? 'nothing' : `a value of type ${typeof given}`;
}
