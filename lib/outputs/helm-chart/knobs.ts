import { isMapping } from '../../model/core/untrusted';
import { parseReference } from '../../model/image/image-reference';
import { expressionOf } from './chart-values';
import { generalPattern, Place } from './place';
import { SharedValues } from './shared-values';
import { TemplateNode } from './template-node';
import { formOf, ValueForm } from './value-form';
import { valueNode } from './value-node';
import { mapVariants, pick, Variants } from './variants';

/** A value that was added, as templates read it. */
export interface AddedValue {
  readonly path: readonly string[];
  readonly form: ValueForm;
  /** For example `.Values.backend.replicas`. */
  readonly expression: string;
  /** The action that asks whether it is there. */
  readonly presence: string;
}

/** What a knob needs of the template of its object. */
export interface KnobTemplate {
  /** Name of the template that writes an image. */
  readonly imageTemplate: string;
  /** Host names that the object routes. */
  readonly hosts: SharedValues;
  node(place: Place, variants: Variants): TemplateNode;
  value(place: Place, variants: Variants): TemplateNode;
  add(place: Place, variants: Variants): AddedValue;
}

type Knob = (template: KnobTemplate, place: Place, variants: Variants) => TemplateNode | undefined;

const value: Knob = (template, place, variants) => template.value(place, variants);

/** What every chart lets its users set, so that it is a value even where all environments agree. */
const KNOBS: ReadonlyMap<string, Knob> = new Map([
  ['container.image', imageKnob],
  ['container.imagePullPolicy', value],
  ['container.resources', value],
  ['spec.replicas', value],
  ['spec.minReplicas', value],
  ['spec.maxReplicas', value],
  ['spec.hostnames', value],
  ['spec.rules', rulesKnob],
  ['spec.rules[].host', hostKnob],
  ['spec.tls', tlsKnob],
  ['spec.tls[].hosts', tlsHostsKnob],
]);

const IMAGE_PARTS = ['repository', 'tag', 'digest'] as const;

/** The template of one of the usual values; `undefined` for everything else. */
export function knobNode(template: KnobTemplate, place: Place, variants: Variants): TemplateNode | undefined {
  return KNOBS.get(generalPattern(place.pattern))?.(template, place, variants);
}

/** The parts of an image are values, which a template joins. */
function imageKnob(template: KnobTemplate, place: Place, variants: Variants): TemplateNode {
  const parsed = [...variants.values()].map(parseReference);
  if (parsed.includes(undefined)) {
    return template.value(place, variants);
  }
  const parts = IMAGE_PARTS.map((key) => {
    const texts = mapVariants(variants, (image) => parseReference(image)?.[key] ?? '');
    return template.add({ pattern: place.pattern, key, path: [...place.path, key] }, texts);
  });
  const holders = new Set(parts.map(({ path }) => expressionOf(path.slice(0, -1))));
  const isOwn = parts.every(({ path }, index) => path.at(-1) === IMAGE_PARTS[index]);
  const [holder] = holders;
  // Another value can have taken the path of one of them.
  const image =
    isOwn && holders.size === 1
      ? holder
      : `(dict ${parts.map(({ expression }, index) => `"${IMAGE_PARTS[index]}" ${expression}`).join(' ')})`;
  return { type: 'inline', text: `{{ include "${template.imageTemplate}" ${image} | quote }}` };
}

/** An Ingress with one rule has a host, one with several has hosts. */
function rulesKnob(template: KnobTemplate, place: Place, variants: Variants): TemplateNode | undefined {
  const length = commonLength(variants);
  const hosts = mapVariants(variants, (rules) => (Array.isArray(rules) ? rules.map(hostOf) : []));
  const isNamed = formOf([...hosts.values()].flat()) === ValueForm.QUOTE;
  if (length < 2 || !isNamed) {
    return undefined;
  }
  const { expression } = template.add({ ...place, key: 'hosts', path: [...place.path, 'hosts'] }, hosts);
  Array.from({ length }, (_, index) => {
    template.hosts.add(pick(hosts, index), `(index ${expression} ${index})`);
  });
  return items(template, { ...place, path: [...place.path, 'rule'] }, variants, length);
}

function hostKnob(template: KnobTemplate, place: Place, variants: Variants): TemplateNode {
  const known = template.hosts.find(variants);
  if (known !== undefined) {
    return valueNode(ValueForm.QUOTE, known);
  }
  const { form, expression } = template.add(place, variants);
  if (form === ValueForm.QUOTE) {
    template.hosts.add(variants, expression);
  }
  return valueNode(form, expression);
}

/** Certificates by their place, so that their hosts are found again. */
function tlsKnob(template: KnobTemplate, place: Place, variants: Variants): TemplateNode | undefined {
  const length = commonLength(variants);
  return length < 2 ? undefined : items(template, place, variants, length);
}

/** The hosts of a certificate are those of the rules. */
function tlsHostsKnob(template: KnobTemplate, _place: Place, variants: Variants): TemplateNode | undefined {
  const length = commonLength(variants);
  const hosts = Array.from({ length }, (_, index) => template.hosts.find(pick(variants, index)));
  const nodes = hosts.flatMap((host) => (host === undefined ? [] : [{ node: valueNode(ValueForm.QUOTE, host) }]));
  return length > 0 && nodes.length === length ? { type: 'list', items: nodes } : undefined;
}

/** The items of lists of one length, one by one. */
function items(template: KnobTemplate, place: Place, variants: Variants, length: number): TemplateNode {
  const { pattern, key, path } = place;
  const nodes = Array.from({ length }, (_, index) => {
    const name = `${path.at(-1)}${index}`;
    return {
      node: template.node({ pattern: `${pattern}[]`, key, path: [...path.slice(0, -1), name] }, pick(variants, index)),
    };
  });
  return { type: 'list', items: nodes };
}

/** The length of all lists; 0 where they differ or are none. */
function commonLength(variants: Variants): number {
  const [first = 0, ...others] = [...variants.values()].map((list) => (Array.isArray(list) ? list.length : 0));
  return others.every((other) => other === first) ? first : 0;
}

function hostOf(rule: unknown): unknown {
  return isMapping(rule) ? rule['host'] : undefined;
}
