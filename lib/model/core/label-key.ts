import { Finding } from './issue';
import { pattern } from './rules';
import { printable } from './untrusted';

const LABEL_KEY = {
  expression:
    /^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/,
  maxLength: 317,
  allowed: 'up to 63 letters, digits, "-", "_" and ".", with or without a DNS name and "/" in front',
};

/**
 * Key of a label, also of a taint.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set
 */
export function labelKey(field: string, given: unknown): Finding[] {
  const why = { code: 'label-invalid', remedy: 'Shorten the key or replace the characters.' };
  return pattern(field, printable(given), LABEL_KEY, why);
}
