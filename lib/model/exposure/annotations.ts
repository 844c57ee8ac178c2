import { Finding } from '../core/issue';
import { labelKey } from '../core/label-key';
import { labelValue } from '../core/names';
import { plainTextFindings } from '../core/plain-text';
import { fieldsOf } from '../core/untrusted';

const SNIPPET = /-snippet$/;

/** The keys of annotations are such that Kubernetes accepts them, and no value holds a credential. */
export function annotationFindings(field: string, annotations: { [key: string]: string } | undefined): Finding[] {
  return Object.entries(fieldsOf(annotations)).flatMap(([key, value = '']) => [
    ...labelKey(`${field}.${key}`, key),
    ...plainTextFindings(`${field}.${key}`, value),
  ]);
}

/** No annotation puts text into the configuration of the controller, where it can read every Secret of the cluster. */
export function snippetFindings(field: string, annotations: { [key: string]: string } | undefined): Finding[] {
  return Object.keys(fieldsOf(annotations))
    .filter((key) => SNIPPET.test(key))
    .map((key) => ({
      code: 'ingress-snippet',
      field: `${field}.${key}`,
      given: 'a piece of configuration',
      allowed: 'annotations that configure one thing: snippets let their authors read all Secrets of the cluster',
      remedy: 'Use the annotation for what the snippet does, or let whoever runs the controller configure it.',
    }));
}

/** Keys and values of labels are such that Kubernetes accepts them. */
export function labelsFindings(field: string, labels: { [key: string]: string } | undefined): Finding[] {
  return Object.entries(fieldsOf(labels)).flatMap(([key, value]) => [
    ...labelKey(`${field}.${key}`, key),
    ...labelValue(`${field}.${key}`, value),
  ]);
}
