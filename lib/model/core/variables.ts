import { Finding } from './issue';

/** `<EXTERNAL_IP>`: what documentation writes where a reader must put a value. */
const PLACEHOLDER = /<[A-Z][A-Z0-9_-]*>/;

/** The text holds no placeholder. Only the placeholder is shown, for the rest of the text may be confidential. */
export function placeholderFindings(field: string, value: string): Finding[] {
  const match = PLACEHOLDER.exec(value);
  if (match === null) {
    return [];
  }
  return [
    {
      code: 'placeholder',
      field,
      given: `a value that holds ${match[0]}`,
      allowed: 'a real value',
      remedy: 'Replace the placeholder by the value of this environment.',
    },
  ];
}
