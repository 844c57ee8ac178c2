import { Finding } from '../../model/core/issue';
import { labelKey } from '../../model/core/label-key';
import { labelValue } from '../../model/core/names';
import { withoutValue } from '../../model/core/rules';
import { isMapping } from '../../model/core/untrusted';
import { at } from '../data';
import { Unusual } from '../glance/sign';
import { isUsualName } from '../glance/usual';
import { Rule } from '../rule';
import { both, everyObjectRule, focusedRule, inList, NO_PROBLEM, Problem, RuleText } from '../rule-kinds';

/** The API server refuses more: `TotalAnnotationSizeLimitB`. */
const MAX_ANNOTATION_BYTES = 262_144;
/** Annotations that are shorter than this as UTF-16 cannot be longer than the limit as UTF-8. */
const MOST_BYTES_PER_UNIT = 3;

/** What is wrong with a label or an annotation. */
type Judge = (field: string, key: string, value: unknown) => readonly Problem[];

/** A rule about labels or annotations wherever objects have them: their own, those of their pods, and those of their claims. */
function textRule(kind: 'labels' | 'annotations', text: Omit<RuleText, 'needs'>, judge: Judge): Rule {
  return focusedRule(
    { ...text, needs: [kind === 'labels' ? Unusual.LABEL : Unusual.ANNOTATION] },
    {
      ofObject: ({ kind: ofObject, manifest }) => {
        const own = inTexts(`metadata.${kind}`, at(manifest, 'metadata', kind), judge);
        return ofObject === 'StatefulSet' ? both(own, inClaims(kind, manifest, judge)) : own;
      },
      ofPod: ({ object, field, metadata }) =>
        object.kind === 'Pod'
          ? NO_PROBLEM
          : inTexts(`${field.slice(0, -'spec'.length)}metadata.${kind}`, metadata[kind], judge),
    },
  );
}

function inClaims(kind: string, manifest: unknown, judge: Judge): readonly Problem[] {
  return inList(at(manifest, 'spec', 'volumeClaimTemplates'), (template, index) =>
    inTexts(`spec.volumeClaimTemplates[${index}].metadata.${kind}`, at(template, 'metadata', kind), judge),
  );
}

function inTexts(field: string, texts: unknown, judge: Judge): readonly Problem[] {
  let found = NO_PROBLEM;
  if (isMapping(texts)) {
    for (const key of Object.keys(texts)) {
      found = both(found, judge(field, key, texts[key]));
    }
  }
  return found;
}

const labelInvalid = textRule(
  'labels',
  {
    id: 'label-invalid',
    summary: 'Labels have keys and values of the form that Kubernetes accepts.',
    remedy: 'Shorten it or replace the characters.',
  },
  (field, key, value) => {
    const isKey = isFine(KEYS, labelKey, key);
    const isValue = typeof value !== 'string' || isFine(VALUES, labelValue, value);
    return isKey && isValue
      ? NO_PROBLEM
      : placed(`${field}.${key}`, [...labelKey(KEY, key), ...(isValue ? [] : labelValue(KEY, value))]);
  },
);

const annotationInvalid = textRule(
  'annotations',
  {
    id: 'annotation-invalid',
    summary: 'Annotations have keys of the form that Kubernetes accepts.',
    remedy: 'Shorten the key or replace the characters.',
  },
  (field, key) => {
    // Of annotations, and of them alone, the part in front of the slash may have capitals.
    const lower = key.toLowerCase();
    return isFine(KEYS, labelKey, lower) ? NO_PROBLEM : placed(`${field}.${key}`, labelKey(KEY, lower));
  },
);

/** Rules of the model want a name of the field; what is found gets that of its place. */
const KEY = 'key';
/** Labels of all objects are few different texts, so those that are right are remembered. */
const [KEYS, VALUES] = [new Set<string>(), new Set<string>()];
const MOST_REMEMBERED = 10_000;

function isFine(fine: Set<string>, judge: (field: string, text: string) => Finding[], text: string): boolean {
  if (fine.has(text)) {
    return true;
  }
  const isRight = judge(KEY, text).length === 0;
  if (isRight && fine.size < MOST_REMEMBERED) {
    fine.add(text);
  }
  return isRight;
}

/** Whether labels and selectors may have the key and the value. */
export function isUsualLabel(key: string, value: string): boolean {
  return isFine(KEYS, labelKey, key) && (isUsualName(value) || isFine(VALUES, labelValue, value));
}

/** Whether annotations may have the key. */
export function isUsualAnnotationKey(key: string): boolean {
  return isFine(KEYS, labelKey, key);
}

function placed(field: string, findings: readonly Finding[]): readonly Problem[] {
  const place = withoutValue(field);
  return findings.map(({ given, allowed, remedy }) => ({ field: place, given, allowed, remedy }));
}

const annotationsTooLarge = everyObjectRule(
  {
    id: 'annotations-too-large',
    needs: [Unusual.ANNOTATION],
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
