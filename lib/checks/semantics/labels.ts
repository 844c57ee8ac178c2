import { labelKey } from '../../model/core/label-key';
import { labelValue } from '../../model/core/names';
import { Mapping } from '../../model/core/untrusted';
import { CheckScope } from '../check-scope';
import { listAt, mappingAt } from '../data';
import { Rule, RuleFinding } from '../rule';
import { everyObjectRule, NO_PROBLEM, problemsOf } from '../rule-kinds';
import { ALWAYS } from '../severity';

/** The API server refuses more: `TotalAnnotationSizeLimitB`. */
const MAX_ANNOTATION_BYTES = 262_144;
/** Annotations that are shorter than this as UTF-16 cannot be longer than the limit as UTF-8. */
const MOST_BYTES_PER_UNIT = 3;

interface Metadata {
  readonly field: string;
  readonly metadata: Mapping;
}

/** All labels and annotations are few different ones, so each is judged once. */
class Known {
  readonly #good = new Set<string>();

  isGood(text: string, judge: (text: string) => boolean): boolean {
    if (this.#good.has(text)) {
      return true;
    }
    const isGood = judge(text);
    if (isGood) {
      this.#good.add(text);
    }
    return isGood;
  }
}

/** Where objects have labels: their own, those of their pods, and those of claims that a StatefulSet makes. */
function metadataOf(scope: CheckScope, visit: (object: RuleFinding['object'], place: Metadata) => void): void {
  for (const object of scope.objects) {
    visit(object, { field: 'metadata', metadata: mappingAt(object.manifest, 'metadata') });
  }
  for (const { object, field, metadata } of scope.pods) {
    if (object.kind !== 'Pod') {
      visit(object, { field: field.replace(/spec$/, 'metadata'), metadata });
    }
  }
  for (const object of scope.ofKind('StatefulSet')) {
    listAt(object.manifest, 'spec', 'volumeClaimTemplates').forEach((template, index) => {
      const metadata = mappingAt(template, 'metadata');
      visit(object, { field: `spec.volumeClaimTemplates[${index}].metadata`, metadata });
    });
  }
}

const labelInvalid: Rule = {
  id: 'label-invalid',
  severity: ALWAYS,
  summary: 'Labels have keys and values of the form that Kubernetes accepts.',
  remedy: 'Shorten it or replace the characters.',
  check: (scope) => {
    const [keys, values] = [new Known(), new Known()];
    const found: RuleFinding[] = [];
    metadataOf(scope, (object, { field, metadata }) => {
      const labels = mappingAt(metadata, 'labels');
      for (const key of Object.keys(labels)) {
        const value = labels[key];
        const place = `${field}.labels.${key}`;
        if (!keys.isGood(key, (text) => labelKey('', text).length === 0)) {
          found.push(...problemsOf(labelKey(place, key)).map((problem) => ({ object, ...problem })));
        }
        if (typeof value === 'string' && !values.isGood(value, (text) => labelValue('', text).length === 0)) {
          found.push(...problemsOf(labelValue(place, value)).map((problem) => ({ object, ...problem })));
        }
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
    const keys = new Known();
    const found: RuleFinding[] = [];
    metadataOf(scope, (object, { field, metadata }) => {
      for (const key of Object.keys(mappingAt(metadata, 'annotations'))) {
        // Of annotations, and of them alone, the part in front of the slash may have capitals.
        if (!keys.isGood(key, (text) => labelKey('', text.toLowerCase()).length === 0)) {
          found.push(
            ...problemsOf(labelKey(`${field}.annotations.${key}`, key)).map((problem) => ({ object, ...problem })),
          );
        }
      }
    });
    return found;
  },
};

const annotationsTooLarge = everyObjectRule(
  {
    id: 'annotations-too-large',
    summary: 'All annotations of an object together are at most 256 KiB.',
    remedy: 'Keep large texts in a ConfigMap.',
  },
  ({ manifest }) => {
    const annotations = mappingAt(manifest, 'metadata', 'annotations');
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
