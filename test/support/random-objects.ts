import { RandomData } from './yaml-random';

interface Data {
  [key: string]: unknown;
}

/** Fields of lists whose items templates tell apart. */
const LISTS = ['containers', 'env', 'ports', 'volumes'];

/** What Helm takes for something of its own. */
const HELM_TRAPS = [
  '<no value>',
  'a <no value> b',
  'first\n<no value>\n\n',
  '<no value>\u0085\u007f',
  '{{ .Values.x }}',
  '{{- fail "no" -}}',
  '{{/* {{ */}}\n  text\n',
  '}}{{{',
  '---\n# Source: a\n',
  'text\n\n',
];

/**
 * One object in several environments: any data, of which parts differ between them, are missing in some, or have another
 * type. What all have in common is most of it, as in manifests.
 */
export function variantsOf(random: RandomData, count: number): Data[] {
  const base = objectOf(random);
  return Array.from({ length: count }, () => changedFields(random, base));
}

function objectOf(random: RandomData): Data {
  const lists = LISTS.filter(() => random.below(3) === 0).map((list): [string, unknown] => [list, named(random)]);
  const traps = HELM_TRAPS.filter(() => random.below(8) === 0).map((trap): [string, unknown] => {
    const place = random.below(4);
    // The last place of all is where Helm cuts white space off.
    return place === 0 ? [trap, random.text()] : [`zz${place}`, place === 1 ? [trap, [trap]] : trap];
  });
  return { ...random.object(), ...Object.fromEntries([...lists, ...traps]) };
}

/** A list of items with names, some of them with a single text. */
function named(random: RandomData): Data[] {
  return Array.from({ length: random.below(4) }, (_, index) => {
    const image = { image: `acme/api:1.${random.below(3)}.0` };
    const rest = [{ value: random.text() }, random.object(2), image][random.below(3)];
    // As values, some of them would have one name.
    return { ...rest, name: `item${'-'.repeat(index)}0` };
  });
}

function changed(random: RandomData, value: unknown): unknown {
  if (random.below(12) === 0) {
    return [random.object(2), random.text(), HELM_TRAPS[random.below(HELM_TRAPS.length)], null][random.below(4)];
  }
  if (Array.isArray(value)) {
    return value.filter(() => random.below(8) > 0).map((item: unknown) => changed(random, item));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return changedFields(random, value as Data);
}

function changedFields(random: RandomData, value: Data): Data {
  const kept = Object.entries(value).filter(([key]) => key === 'name' || random.below(8) > 0);
  const more = random.below(8) === 0 ? random.object(1) : {};
  return {
    ...more,
    ...Object.fromEntries(
      kept.map(([key, each]) => [key, key === 'name' && typeof each === 'string' ? each : changed(random, each)]),
    ),
  };
}
