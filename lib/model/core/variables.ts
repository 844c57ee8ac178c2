import { Finding } from './issue';

/**
 * What documentation writes where a reader must put a value: `<EXTERNAL_IP>` and `<YOUR DOMAIN>`, `<external-ip>` and
 * `<your_host>`, `<your domain>`. HTML such as `<b>` or `<div class="x">` is not of these forms.
 */
const PLACEHOLDER = /<(?:[A-Z][A-Z0-9_ -]*|[A-Za-z][A-Za-z0-9]*(?:[_-][A-Za-z0-9]+)+|[Yy]our [A-Za-z0-9 ]+)>/g;

/**
 * The text holds no placeholder. Only the placeholder is shown, for the rest of the text may be confidential. What the text
 * also closes, as in `<my-app></my-app>`, is markup.
 */
export function placeholderFindings(field: string, value: string): Finding[] {
  const matches = typeof value === 'string' ? [...value.matchAll(PLACEHOLDER)] : [];
  const match = matches.find(([tag]) => !value.includes(`</${tag.slice(1)}`));
  if (match === undefined) {
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

/** Words by which documentation says that a value must be put there. */
const WORDS =
  /^(?:change[-_ ]?(?:me|it|this)|replace[-_ ]?(?:me|this)|fill[-_ ]?(?:me|this)[-_ ]?in|to[-_ ]?be[-_ ]?(?:set|defined|filled)|your[-_ ][\w -]+|put[-_ ]your[-_ ][\w -]+|redacted|example|placeholder|dummy)[.!]*$/i;
/** A variable that nobody has put a value for. */
const WHOLE_VARIABLE = /^(?:\$\{[^}]*\}|\$\([^)]*\)|\$[A-Za-z_]\w*|\{\{.*\}\}|%[A-Z_]+%|@[A-Z_]+@|__[A-Z0-9_]+__)$/;
const MASK = /^(?:\*{3,}|x{3,}|\.{3,}|_+|-+|<.*>|\[.*\])$/i;

/** Whether the text as a whole stands for a value that somebody must still put there: `CHANGEME`, `${PASSWORD}`, `***`. */
export function isPlaceholder(text: string): boolean {
  return WORDS.test(text) || WHOLE_VARIABLE.test(text) || MASK.test(text);
}
