import * as fs from 'node:fs';
import { parseAllDocuments } from 'yaml';
import { CheckOptions } from '../../lib/checks/check-options';
import { CheckScope, CheckScopeProps } from '../../lib/checks/check-scope';
import { CheckedObject } from '../../lib/checks/checked-object';
import { at, textAt } from '../../lib/checks/data';
import { Rule } from '../../lib/checks/rule';
import { runChecks } from '../../lib/checks/run-checks';
import { Stage } from '../../lib/model/deployment/stage';

/** An object as rules see it. */
export function checkedObject(manifest: object, stage: Stage = Stage.PRODUCTION): CheckedObject {
  const name = textAt(manifest, 'metadata', 'name') ?? '';
  const kind = textAt(manifest, 'kind') ?? '';
  return {
    ...{ manifest: manifest as CheckedObject['manifest'], kind, name, stage },
    apiVersion: textAt(manifest, 'apiVersion') ?? '',
    namespace: textAt(manifest, 'metadata', 'namespace'),
    path: `test/${kind}-${name}`,
  };
}

/** The objects of a YAML text. */
export function manifestsIn(yaml: string): object[] {
  return parseAllDocuments(yaml).flatMap((document) => {
    const data: unknown = document.toJS();
    return typeof data === 'object' && data !== null ? [data] : [];
  });
}

/** Objects in one cluster. A text is YAML, or the path of a YAML file where it ends in .yaml. */
export function scopeOf(
  manifests: string | readonly object[],
  { stage, ...props }: Omit<CheckScopeProps, 'objects'> & { readonly stage?: Stage } = {},
): CheckScope {
  const text =
    typeof manifests === 'string' && manifests.endsWith('.yaml') ? fs.readFileSync(manifests, 'utf8') : manifests;
  const objects = typeof text === 'string' ? manifestsIn(text) : text;
  return new CheckScope({ ...props, objects: objects.map((manifest) => checkedObject(manifest, stage)) });
}

/** What a rule finds: kind, name and field of each, with what was given. */
export function foundBy(rule: Rule, scope: CheckScope): string[] {
  return rule.check(scope).map(({ object, field, given }) => `${object.kind} ${object.name} ${field}: ${given}`);
}

/** Ids of the rules that find something, each once, sorted. */
export function brokenRules(scope: CheckScope, options?: CheckOptions): string[] {
  const { issues } = runChecks([scope], [], options);
  return [...new Set(issues.map(({ code }) => code))].sort();
}

/** The manifest with the value at the keys replaced, or taken away where it is undefined. */
export function withField(manifest: object, keys: readonly (string | number)[], value: unknown): object {
  const copy = structuredClone(manifest) as { [key: string]: unknown };
  const last = keys.at(-1) as string;
  const holder = keys
    .slice(0, -1)
    .reduce<unknown>((inner, key) => at(inner, String(key)) ?? (inner as unknown[])[key as number], copy);
  if (value === undefined) {
    Reflect.deleteProperty(holder as object, last);
  } else {
    Reflect.set(holder as object, last, value);
  }
  return copy;
}
