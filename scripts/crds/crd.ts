import { parseAllDocuments } from 'yaml';
import { explain, isRecord, type Problem, record, text } from './problem';
import { type Source } from './sources';

const API_VERSION = 'apiextensions.k8s.io/v1';
const KIND = 'CustomResourceDefinition';
// The generator puts these into file and class names unasked.
const GROUP = /^[a-z0-9]+([-.]+[a-z0-9]+)*$/;
const PLURAL = /^[a-z][-a-z0-9]*$/;
const CLASS = /^[A-Za-z][A-Za-z0-9]*$/;

/** A CRD that the generator can be given. */
export interface Crd {
  readonly where: string;
  readonly name: string;
  readonly group: string;
  readonly kind: string;
  readonly plural: string;
  readonly manifest: unknown;
}

export function readCrds(source: Source, problems: Problem[]): Crd[] {
  const { where } = source;
  let objects: unknown[];
  try {
    objects = parseAllDocuments(source.text).flatMap((document) => {
      if (document.errors[0]) {
        throw document.errors[0];
      }
      return flatten(document.toJS());
    });
  } catch (error) {
    problems.push({ type: 'syntax', where, what: `is not YAML (${explain(error)})`, remedy: 'Correct or replace it' });
    return [];
  }
  const found = objects.filter((object) => isRecord(object) && object.kind === KIND);
  if (found.length === 0) {
    problems.push(noCrd(where, objects));
  }
  return found.flatMap((object) => readCrd(where, object, problems));
}

/** `kubectl get` prints several objects as one List. */
function flatten(object: unknown): unknown[] {
  return isRecord(object) && object.kind === 'List' && Array.isArray(object.items) ? object.items : [object];
}

function noCrd(where: string, objects: readonly unknown[]): Problem {
  const kinds = new Set(objects.map((object) => (isRecord(object) ? object.kind : undefined)));
  const others = [...kinds].filter((kind) => typeof kind === 'string').join(', ');
  const what = `holds no ${KIND}${others && `, only ${others}`}`;
  return { type: 'no-crd', where, what, remedy: 'Remove it, or replace it with a CRD' };
}

function readCrd(where: string, object: unknown, problems: Problem[]): Crd[] {
  const manifest = record(object);
  const spec = record(manifest.spec);
  const names = record(spec.names);
  const crd = {
    where,
    name: text(record(manifest.metadata).name),
    group: text(spec.group),
    kind: text(names.kind),
    plural: text(names.plural),
  };
  const versions = Array.isArray(spec.versions)
    ? spec.versions.filter((version) => record(version).served === true)
    : [];
  const faults = [
    manifest.apiVersion !== API_VERSION && `its apiVersion is ${String(manifest.apiVersion)}, not ${API_VERSION}`,
    !GROUP.test(crd.group) && 'its spec.group is not a domain name',
    !PLURAL.test(crd.plural) && 'its spec.names.plural is not a name in lower case',
    !CLASS.test(crd.kind) && 'its spec.names.kind is not made of letters and digits',
    crd.name !== `${crd.plural}.${crd.group}` && `it is named '${crd.name}', not '${crd.plural}.${crd.group}'`,
    versions.length === 0 && 'it has no served version',
  ].filter((fault) => fault !== false);
  if (faults.length > 0) {
    const what = `the CRD '${crd.name}' is not valid: ${faults.join('; ')}`;
    problems.push({ type: 'invalid-crd', where, what, remedy: 'Take the CRD from a release of its project' });
    return [];
  }
  // No cluster accepts an object of a version that is not served, so there must be no class for it.
  return [{ ...crd, manifest: { ...manifest, spec: { ...spec, versions } } }];
}

export function findDuplicates(crds: readonly Crd[]): Problem[] {
  const places = new Map<string, string[]>();
  for (const { name, where } of crds) {
    places.set(name, [...(places.get(name) ?? []), where]);
  }
  return [...places]
    .filter(([, wheres]) => wheres.length > 1)
    .map(([name, wheres]) => ({
      type: 'duplicate-crd',
      where: wheres.join(', '),
      what: `the CRD '${name}' occurs ${wheres.length} times`,
      remedy: 'Keep one of them',
    }));
}
