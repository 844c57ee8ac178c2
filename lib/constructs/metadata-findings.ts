import { Finding } from '../model/core/issue';
import { labelKey } from '../model/core/label-key';
import { labelValue } from '../model/core/names';

/** Keys of annotations have the form of keys of labels; their values may be anything. */
export function annotationFindings(field: string, annotations: { [key: string]: string }): Finding[] {
  return Object.keys(annotations).flatMap((key) => labelKey(`${field}.${key}`, key));
}

/** Keys and values of labels are such that Kubernetes accepts them. */
export function labelsFindings(field: string, labels: { [key: string]: string }): Finding[] {
  return Object.entries(labels).flatMap(([key, value]) => [
    ...labelKey(`${field}.${key}`, key),
    ...labelValue(`${field}.${key}`, value),
  ]);
}
