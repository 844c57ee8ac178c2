import { Finding } from '../../model/core/issue';
import { labelKey } from '../../model/core/label-key';
import { labelValue } from '../../model/core/names';
import { withoutValue } from '../../model/core/rules';
import { isMapping } from '../../model/core/untrusted';
import { CheckScope } from '../check-scope';
import { CheckedObject } from '../checked-object';
import { at, listAt } from '../data';
import { Rule, RuleFinding } from '../rule';
import { everyObjectRule, NO_PROBLEM } from '../rule-kinds';
import { ALWAYS } from '../severity';

/** The API server refuses more: `TotalAnnotationSizeLimitB`. */
const MAX_ANNOTATION_BYTES = 262_144;
/** Annotations that are shorter than this as UTF-16 cannot be longer than the limit as UTF-8. */
const MOST_BYTES_PER_UNIT = 3;

type Visit = (object: CheckedObject, field: string, key: string, value: unknown) => void;

/** Visits labels or annotations wherever objects have them: their own, those of their pods, and those of their claims. */
function forEachText(scope: CheckScope, kind: 'labels' | 'annotations', visit: Visit): void {
  for (const object of scope.objects) {
    visitTexts(object, 'metadata', at(object.manifest, 'metadata', kind), visit);
  }
  for (const { object, field, metadata } of scope.pods) {
    if (object.kind !== 'Pod') {
      visitTexts(object, `${field.slice(0, -'spec'.length)}metadata`, metadata[kind], visit);
    }
  }
  for (const object of scope.ofKind('StatefulSet')) {
    listAt(object.manifest, 'spec', 'volumeClaimTemplates').forEach((template, index) => {
      visitTexts(object, `spec.volumeClaimTemplates[${index}].metadata`, at(template, 'metadata', kind), visit);
    });
  }
}

function visitTexts(object: CheckedObject, field: string, texts: unknown, visit: Visit): void {
  if (isMapping(texts)) {
    for (const key of Object.keys(texts)) {
      visit(object, field, key, texts[key]);
    }
  }
}

const labelInvalid: Rule = {
  id: 'label-invalid',
  severity: ALWAYS,
  summary: 'Labels have keys and values of the form that Kubernetes accepts.',
  remedy: 'Shorten it or replace the characters.',
  check: (scope) => {
    const found: RuleFinding[] = [];
    // Labels of all objects are few different texts, so each is judged once.
    const [keys, values] = [new Set<string>(), new Set<string>()];
    forEachText(scope, 'labels', (object, field, key, value) => {
      const isKey = keys.has(key) || isFine(labelKey(KEY, key), keys, key);
      const isValue = typeof value !== 'string' || values.has(value) || isFine(labelValue(KEY, value), values, value);
      if (!isKey || !isValue) {
        const findings = [...labelKey(KEY, key), ...(isValue ? [] : labelValue(KEY, value))];
        report(found, object, `${field}.labels.${key}`, findings);
      }
    });
    return found;
  },
};

const annotationInvalid: Rule = {
  id: 'annotation-invalid',
  severity: ALWAYS,
  summary: 'Annotations have keys of the form that Kubernetes accepts.',
  remedy: 'Shorten the key or replace the characters.',
  check: (scope) => {
    const found: RuleFinding[] = [];
    const keys = new Set<string>();
    forEachText(scope, 'annotations', (object, field, key) => {
      // Of annotations, and of them alone, the part in front of the slash may have capitals.
      const lower = key.toLowerCase();
      if (!keys.has(lower) && !isFine(labelKey(KEY, lower), keys, lower)) {
        report(found, object, `${field}.annotations.${key}`, labelKey(KEY, lower));
      }
    });
    return found;
  },
};

/** Rules of the model want a name of the field; what is found gets that of its place. */
const KEY = 'key';

function isFine(findings: readonly Finding[], fine: Set<string>, text: string): boolean {
  if (findings.length === 0) {
    fine.add(text);
  }
  return findings.length === 0;
}

function report(found: RuleFinding[], object: CheckedObject, field: string, findings: readonly Finding[]): void {
  const place = withoutValue(field);
  found.push(...findings.map(({ given, allowed, remedy }) => ({ object, field: place, given, allowed, remedy })));
}

const annotationsTooLarge = everyObjectRule(
  {
    id: 'annotations-too-large',
    summary: 'All annotations of an object together are at most 256 KiB.',
    remedy: 'Keep large texts in a ConfigMap.',
  },
  ({ manifest }) => {
    const annotations = at(manifest, 'metadata', 'annotations');
    if (!isMapping(annotations)) {
      return NO_PROBLEM;
    }
    const texts = Object.entries(annotations).flatMap(([key, value]) =>
      typeof value === 'string' ? [key, value] : [key],
    );
    const units = texts.reduce((sum, text) => sum + text.length, 0);
    const bytes =
      units * MOST_BYTES_PER_UNIT <= MAX_ANNOTATION_BYTES
        ? 0
        : texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
    return bytes <= MAX_ANNOTATION_BYTES
      ? NO_PROBLEM
      : [{ field: 'metadata.annotations', given: `${bytes} bytes`, allowed: `at most ${MAX_ANNOTATION_BYTES} bytes` }];
  },
);

export const LABEL_RULES: readonly Rule[] = [labelInvalid, annotationInvalid, annotationsTooLarge];
