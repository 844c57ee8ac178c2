import { isDeepStrictEqual } from 'node:util';
import { toYaml } from '../../lib/synth/yaml/emitter';
import { describeWithJudge } from '../support/judges';
import { RandomData } from '../support/yaml-random';
import { JS_READERS, PROGRAMS, PYTHON, SLOW_PROGRAMS, type YamlReader } from '../support/yaml-readers';
import { NUMBERS, TRAPS } from '../support/yaml-traps';

/** Another seed looks elsewhere: YAML_SEED=2 npm run test:yaml. */
const SEED = Number(process.env['YAML_SEED'] ?? 1);
const TEXTS = 100_000;
const OBJECTS = 10_000;
const BATCH = 5_000;
/** Of the slow readers, each reads one batch of so many. */
const SHARE = 10;

const random = new RandomData(SEED);
const texts = Array.from({ length: TEXTS }, () => random.text());
const objects = [{ numbers: NUMBERS }, ...Array.from({ length: OBJECTS }, () => random.object())];

/** A text as key, in a list and at the end of the document. */
const placed = (text: string) => ({ [text]: 1, list: [text], text });

/** A text in every place where one can stand. */
const placedEverywhere = (text: string) => ({
  key: { [text]: 1, [`${text}2`]: { name: text } },
  list: [text, [text, [text]], { name: 'x', text }, { [text]: text }],
  metadata: { annotations: { text } },
  text,
});

function batches(documents: readonly object[]): (readonly object[])[] {
  const count = Math.ceil(documents.length / BATCH);
  return Array.from({ length: count }, (_, index) => documents.slice(index * BATCH, (index + 1) * BATCH));
}

/** The documents that the reader takes for something else. */
function differences(read: YamlReader, documents: readonly object[]): unknown[] {
  const written = documents.map(toYaml);
  const all = readOrNothing(read, written.join('---\n'));
  const isRead = all.length === documents.length && all.every((each, index) => isSame(each, documents[index]));
  if (isRead) {
    return [];
  }
  return documents
    .map((document, index) => ({
      document,
      yaml: written[index] as string,
      read: readOrNothing(read, written[index] as string)[0],
    }))
    .filter(({ document, read: found }) => !isSame(found, document))
    .slice(0, 5);
}

function readOrNothing(read: YamlReader, stream: string): unknown[] {
  try {
    return read(`---\n${stream}`);
  } catch (error) {
    return [String(error)];
  }
}

/** JSON has no negative zero. */
function isSame(found: unknown, expected: unknown): boolean {
  return isDeepStrictEqual(canonical(found), canonical(expected));
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(canonical);
  }
  if (typeof value === 'object' && value !== null) {
    return new Map(Object.entries(value).map(([key, part]) => [key, canonical(part)]));
  }
  return value === 0 ? 0 : value;
}

function itReads(readers: { readonly [name: string]: YamlReader }, select: (index: number) => boolean): void {
  it.each(Object.entries(readers))('are read as they are by %s', (_, read) => {
    const found = [...batches(TRAPS.map(placedEverywhere)), ...batches(texts.map(placed)), ...batches(objects)]
      .filter((__, index) => select(index))
      .flatMap((batch) => differences(read, batch));
    expect(found).toEqual([]);
  });
}

describeWithJudge(['yaml-readers', PYTHON], `${TEXTS} texts and ${OBJECTS} objects of seed ${SEED}`, () => {
  itReads({ ...PROGRAMS, ...JS_READERS }, () => true);
  itReads(SLOW_PROGRAMS, (index) => index % SHARE === 0);
});
