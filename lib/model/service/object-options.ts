import { Finding } from '../core/issue';
import { labelKey } from '../core/label-key';
import { dnsSubdomain, labelValue } from '../core/names';
import { map, Readers, text } from '../core/reading';

/** Identity of an object that stands beside a workload. */
export interface ObjectOptions {
  /**
   * Name of the object.
   * @default - the name of the workload
   */
  readonly name?: string;
  /**
   * Labels of the object, in place of those that the author gives to the workload.
   * @default - those of the workload
   */
  readonly labels?: { [key: string]: string };
  /**
   * Annotations of the object.
   * @default - none
   */
  readonly annotations?: { [key: string]: string };
}

/** How the identity of an object is read. */
export const OBJECT_OPTIONS: Readers = { name: text, labels: map(text), annotations: map(text) };

/** Name, labels and annotations are such that Kubernetes accepts them. */
export function objectOptionFindings({ name, labels = {}, annotations = {} }: ObjectOptions): Finding[] {
  return [
    ...(name === undefined ? [] : dnsSubdomain('name', name)),
    ...Object.entries(labels).flatMap(([key, value]) => [
      ...labelKey(`labels.${key}`, key),
      ...labelValue(`labels.${key}`, value),
    ]),
    ...Object.keys(annotations).flatMap((key) => labelKey(`annotations.${key}`, key)),
  ];
}
