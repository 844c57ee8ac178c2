import { isMapping } from '../../model/core/untrusted';

/** How a template reads a value, so that Go reads what comes out as what the manifest says. */
export enum ValueForm {
  /** Whole numbers and booleans, as they are. */
  BARE = 'bare',
  /** Text in double quotes. */
  QUOTE = 'quote',
  /** Anything on one line. */
  TO_JSON = 'toJson',
  /** Maps and lists on lines of their own. */
  TO_YAML = 'toYaml',
  /** What Helm would change: the value is text, the YAML of what it means. */
  FLOW_TEXT = 'flowText',
}

/** Go prints larger numbers with an exponent, for to Helm every number is a float. */
const LARGEST_BARE = 999_999;
/** What Helm deletes wherever it is rendered. */
export const NO_VALUE = '<no value>';
/** Go's JSON shows them as they are, and its YAML refuses or changes them. */
const LOST_IN_JSON = /[\x7f-\x9f\ufeff\ufffe\uffff]/;
/** Readers look for the colon of a key within 1024 bytes, unless they are told that it is one. */
const LONGEST_KEY = 256;
/** Text that nothing on the way can misunderstand. Go writes the key `<<`, which means to merge, without quotes. */
const SIMPLE = /^(?!<<$)[ -~]*$/;

/** The form that fits all of the values. */
export function formOf(values: readonly unknown[]): ValueForm {
  const texts = values.flatMap(textsOf);
  if (values.some(holdsNull)) {
    return ValueForm.FLOW_TEXT;
  }
  const holdsNoValue = texts.some((text) => text.includes(NO_VALUE));
  if (!holdsNoValue && values.every((value) => typeof value === 'string')) {
    return ValueForm.QUOTE;
  }
  if (values.every(isBare)) {
    return ValueForm.BARE;
  }
  if (texts.some((text) => LOST_IN_JSON.test(text)) || values.some(holdsLongKey)) {
    return ValueForm.FLOW_TEXT;
  }
  const isSimple = !holdsNoValue && texts.every((text) => SIMPLE.test(text)) && values.every(holdsBareNumbers);
  return isSimple && values.every((value) => typeof value === 'object') ? ValueForm.TO_YAML : ValueForm.TO_JSON;
}

/** The value in the flow style of YAML, in characters that nothing on the way changes. */
export function flowText(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(flowText).join(',')}]`;
  }
  if (isMapping(value)) {
    const entries = Object.entries(value).map(([key, each]) => {
      const name = quotedText(key);
      return `${name.length > LONGEST_KEY ? `? ${name} ` : name}:${flowText(each)}`;
    });
    return `{${entries.join(',')}}`;
  }
  return typeof value === 'string' ? quotedText(value) : JSON.stringify(value);
}

/** Text in double quotes that JSON, YAML and Go read alike, but for characters beyond the basic plane. */
export function quotedText(text: string): string {
  return JSON.stringify(text).replace(/[^ -;=-~]/gu, (character) => {
    const code = (character.codePointAt(0) as number).toString(16);
    return code.length > 4 ? `\\U${code.padStart(8, '0')}` : `\\u${code.padStart(4, '0')}`;
  });
}

/** Every text in a value, keys included. */
export function textsOf(value: unknown): string[] {
  if (typeof value === 'string') {
    return [value];
  }
  return Array.isArray(value)
    ? value.flatMap(textsOf)
    : Object.entries(isMapping(value) ? value : {}).flatMap(([key, each]) => [key, ...textsOf(each)]);
}

function membersOf(value: unknown): unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value) : [];
}

/** Helm takes null for the wish to delete something. */
function holdsNull(value: unknown): boolean {
  return value === null || membersOf(value).some(holdsNull);
}

function holdsLongKey(value: unknown): boolean {
  const isLong = isMapping(value) && Object.keys(value).some((key) => key.length > LONGEST_KEY);
  return isLong || membersOf(value).some(holdsLongKey);
}

function isBare(value: unknown): boolean {
  return typeof value === 'boolean' || (Number.isInteger(value) && Math.abs(value as number) <= LARGEST_BARE);
}

function holdsBareNumbers(value: unknown): boolean {
  return typeof value === 'number' ? isBare(value) : membersOf(value).every(holdsBareNumbers);
}
