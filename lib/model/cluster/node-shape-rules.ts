import { Finding, show } from '../core/issue';
import { ICpu, ISize, nanos } from '../core/quantity';
import { pattern, wholeNumber } from '../core/rules';
import { fieldsOf, hasMethods, printable } from '../core/untrusted';
import { CatalogueShape } from './node-shape-catalogue';
import { NodeReservation, NodeShapeOptions, OracleA1FlexOptions } from './node-shape-options';

const MACHINE_NAME = {
  expression: /^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/,
  maxLength: 100,
  allowed: '1 to 100 letters, digits, ".", "_" and "-", beginning and ending with a letter or digit',
};
const A1_OCPUS = { min: 1, max: 80 };
const A1_GIB_PER_OCPU = 64;
const A1_GIB = 512;

/** The amount in Kubernetes notation; `undefined` where the value is no amount of CPU. */
export function cpuText(cpu: ICpu | undefined): string | undefined {
  const { amount } = fieldsOf(cpu);
  return typeof amount === 'string' ? amount : undefined;
}

/** The amount in Kubernetes notation; `undefined` where the value is no size. */
export function sizeText(size: ISize | undefined): string | undefined {
  const text: unknown = size !== undefined && hasMethods(size, ['asString']) ? size.asString() : undefined;
  return typeof text === 'string' ? text : undefined;
}

/** The catalogue has a shape of that name. */
export function unknownShape(service: string, given: unknown, catalogue: readonly CatalogueShape[]): Finding {
  return {
    code: 'node-shape-unknown',
    field: 'name',
    given: show(printable(given)),
    allowed: `a machine of the ${service} catalogue: ${catalogue.map(({ name }) => name).join(', ')}`,
    remedy: 'Choose one of these, or describe the machine with NodeShape.custom(...) and its provider.',
  };
}

/** The name is one that a provider could have given a machine. */
export function machineNameFindings(given: unknown): Finding[] {
  return pattern('name', printable(given), MACHINE_NAME, {
    code: 'node-shape-name-invalid',
    remedy: 'Give the name that the provider uses for the machine.',
  });
}

/** The size is one that Oracle sells. */
export function a1FlexFindings(options: Partial<OracleA1FlexOptions>): Finding[] {
  const why = { code: 'node-shape-size-out-of-range', remedy: 'Choose a size that Oracle offers.' };
  const ocpus = wholeNumber('ocpus', printable(options.ocpus), A1_OCPUS, why);
  const count = ocpus.length === 0 ? Number(options.ocpus) : undefined;
  const memory = { min: count ?? 1, max: Math.min(A1_GIB, (count ?? A1_OCPUS.max) * A1_GIB_PER_OCPU) };
  return [...ocpus, ...wholeNumber('memoryGib', printable(options.memoryGib), memory, why)];
}

/** Amounts are amounts; pods are counted from 1. */
export function shapeOptionFindings(options: Partial<NodeShapeOptions>): Finding[] {
  const { maxPods, ephemeralStorage } = options;
  const reserved: Partial<NodeReservation> = fieldsOf(options.reserved);
  return [
    ...(maxPods === undefined ? [] : maxPodsFindings(maxPods)),
    ...(ephemeralStorage === undefined ? [] : amountFindings('ephemeralStorage', sizeText(ephemeralStorage), 1n)),
    ...(reserved.cpu === undefined ? [] : amountFindings('reserved.cpu', cpuText(reserved.cpu), 0n)),
    ...(reserved.memory === undefined ? [] : amountFindings('reserved.memory', sizeText(reserved.memory), 0n)),
  ];
}

/** CPU and memory of a machine that a catalogue does not know. */
export function machineFindings(cpu: ICpu | undefined, memory: ISize | undefined): Finding[] {
  return [...amountFindings('cpu', cpuText(cpu), 1n), ...amountFindings('memory', sizeText(memory), 1n)];
}

/** A node cannot sustain more than its operating system sees. */
export function sustainedCpuFindings(sustained: ICpu | undefined, cpu: ICpu | undefined): Finding[] {
  if (sustained === undefined) {
    return [];
  }
  const text = cpuText(sustained);
  const wrong = amountFindings('sustainedCpu', text, 1n);
  const most = nanos(cpuText(cpu) ?? '');
  if (wrong.length > 0 || most === undefined || (nanos(text ?? '') ?? 0n) <= most) {
    return wrong;
  }
  return [
    {
      code: 'sustained-cpu-above-cpu',
      field: 'sustainedCpu',
      given: show(text),
      allowed: `at most cpu, ${show(cpuText(cpu))}`,
      remedy: 'Lower it, or leave it out where the node can sustain all of its CPU.',
    },
  ];
}

function maxPodsFindings(given: unknown): Finding[] {
  return wholeNumber(
    'maxPods',
    printable(given),
    { min: 1 },
    {
      code: 'node-max-pods-out-of-range',
      remedy: 'Give the number of pods that kubelet allows on the node, for example 110.',
    },
  );
}

/** The text is a quantity of at least so many billionths. Unlike a request, a reservation may be nothing. */
function amountFindings(field: string, text: string | undefined, least: bigint): Finding[] {
  const amount = nanos(text ?? '');
  if (amount !== undefined && amount >= least) {
    return [];
  }
  return [
    {
      code: 'quantity-invalid',
      field,
      given: show(text),
      allowed: `an amount ${least === 0n ? 'of at least' : 'above'} zero in Kubernetes notation, such as 250m, 2 or 8Gi`,
      remedy: 'Use Cpu.millis(...), Cpu.units(...), Size.mebibytes(...) or Size.gibibytes(...).',
    },
  ];
}
