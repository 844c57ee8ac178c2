import { Finding, show } from '../model/core/issue';
import { labelKey } from '../model/core/label-key';
import { labelValue } from '../model/core/names';
import { printable, textOf } from '../model/core/untrusted';

/** Labels that constructs of this library set, each to its own value. */
const RESERVED_KEYS = [
  'app',
  'component',
  'tier',
  'environment',
  ...['name', 'instance', 'version', 'component', 'part-of', 'managed-by'].map((key) => `app.kubernetes.io/${key}`),
];

/**
 * Labels of every object of an application.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/
 */
export function commonLabels(name: unknown, version: unknown): { [key: string]: string } {
  return {
    'app.kubernetes.io/name': textOf(name),
    'app.kubernetes.io/instance': textOf(name),
    ...(version === undefined ? {} : { 'app.kubernetes.io/version': textOf(version) }),
    'app.kubernetes.io/part-of': textOf(name),
    'app.kubernetes.io/managed-by': 'cdk8s',
  };
}

/** The author's own labels have keys and values that Kubernetes accepts, and take the place of no other label. */
export function labelFindings(labels: { [key: string]: unknown }): Finding[] {
  return Object.entries(labels).flatMap(([key, value]) => [
    ...keyFindings(`labels.${key}`, key),
    ...labelValue(`labels.${key}`, printable(value)),
  ]);
}

function keyFindings(field: string, key: string): Finding[] {
  if (RESERVED_KEYS.includes(key)) {
    const remedy = 'Remove it or choose another key: objects would carry either value.';
    return [{ code: 'label-reserved', field, given: show(key), allowed: 'keys that the library does not set', remedy }];
  }
  if (key === 'constructor') {
    const remedy = 'Choose another key: cdk8s cannot write this one.';
    return [{ code: 'label-invalid', field, given: show(key), allowed: `any key but ${show(key)}`, remedy }];
  }
  return labelKey(field, key);
}
