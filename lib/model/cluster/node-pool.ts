import { Finding } from '../core/issue';
import { labelKey } from '../core/label-key';
import { dnsLabel, labelValue } from '../core/names';
import { oneOf, wholeNumber } from '../core/rules';
import { fieldsOf, hasMethods, listOf, printable, textOf } from '../core/untrusted';
import { IValidated, within } from '../core/validated';
import { KubernetesVersion } from './kubernetes-version';
import { NodeResources } from './node-resources';
import { NodeShape } from './node-shape';

/** What a taint does to pods that do not tolerate it. */
export enum TaintEffect {
  /** They are not placed on the node. */
  NO_SCHEDULE = 'NoSchedule',
  /** They are placed on the node only where no other has room. */
  PREFER_NO_SCHEDULE = 'PreferNoSchedule',
  /** They are not placed on the node, and those that run there are evicted. */
  NO_EXECUTE = 'NoExecute',
}

/**
 * Keeps pods off a node.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/
 */
export interface NodeTaint {
  /** Form of a label's key, for example `dedicated` or `example.com/gpu`. */
  readonly key: string;
  /** @default - the empty value */
  readonly value?: string;
  /** What the taint does. */
  readonly effect: TaintEffect;
}

/** Equal nodes of a cluster. */
export interface NodePoolProps {
  /** Name of the pool, unique in its cluster: a DNS label. */
  readonly name: string;
  /** What each node is. */
  readonly shape: NodeShape;
  /** Number of nodes, at least 1. */
  readonly count: number;
  /**
   * Labels of each node, besides those that the provider sets.
   * @default - none
   */
  readonly labels?: { readonly [key: string]: string };
  /**
   * Taints of each node.
   * @default - none: every pod may run there
   */
  readonly taints?: NodeTaint[];
  /**
   * What each node offers besides CPU, memory and disk, in whole units: `nvidia.com/gpu: 1`.
   * @default - nothing: pods that request such a resource run elsewhere
   */
  readonly extendedResources?: { readonly [name: string]: number };
}

/** Equal nodes of a cluster. Immutable. */
export class NodePool implements IValidated {
  /** Name of the pool, unique in its cluster. */
  readonly name: string;
  /** Number of nodes; 0 where what was given is no count. */
  readonly count: number;
  /** @default - none was given, which `findings()` reports */
  readonly shape?: NodeShape;
  readonly #given: Partial<NodePoolProps>;
  readonly #labels: { readonly [key: string]: string };
  readonly #taints: readonly NodeTaint[];
  readonly #extended: { readonly [name: string]: number };

  constructor(props: NodePoolProps) {
    this.#given = { ...fieldsOf(props) };
    const { name, shape, count, labels, taints, extendedResources } = this.#given;
    this.name = textOf(name);
    this.count = Number.isSafeInteger(count) ? Math.max(0, Number(count)) : 0;
    this.shape = isShape(shape) ? shape : undefined;
    this.#labels = { ...labels };
    this.#taints = listOf(taints).map((taint) => ({ ...fieldsOf(taint) }) as NodeTaint);
    this.#extended = { ...fieldsOf(extendedResources) } as { [name: string]: number };
  }

  get place(): string {
    return `NodePool ${this.name}`;
  }

  /** Labels of each node. A copy. */
  get labels(): { [key: string]: string } {
    return { ...this.#labels };
  }

  /** Taints of each node. A copy. */
  get taints(): NodeTaint[] {
    return this.#taints.map((taint) => ({ ...taint }));
  }

  /** What each node offers besides CPU, memory and disk. A copy. */
  get extendedResources(): { [name: string]: number } {
    return { ...this.#extended };
  }

  findings(): Finding[] {
    return [
      ...dnsLabel('name', printable(this.#given.name)),
      ...nodeCountFindings('count', this.#given.count),
      ...(this.shape === undefined ? [shapeMissing()] : within('shape', this.shape.findings())),
      ...Object.entries(this.#labels).flatMap(([key, value]) => [
        ...labelKey(`labels.${key}`, key),
        ...labelValue(`labels.${key}`, printable(value)),
      ]),
      ...this.#taints.flatMap((taint, index) => taintFindings(`taints[${index}]`, taint)),
      ...Object.entries(this.#extended).flatMap(([resource, count]) =>
        extendedFindings(`extendedResources.${resource}`, resource, count),
      ),
    ];
  }

  /** What each node offers to pods; nothing where the pool has no shape. */
  allocatablePerNode(version: KubernetesVersion): NodeResources {
    return this.shape?.allocatable(version) ?? new NodeResources({ cpuMillis: 0, memoryBytes: 0, pods: 0 });
  }

  /** What all nodes together offer to pods. */
  allocatable(version: KubernetesVersion): NodeResources {
    return this.allocatablePerNode(version).times(this.count);
  }
}

/** A pool has at least one node. */
export function nodeCountFindings(field: string, given: unknown): Finding[] {
  return wholeNumber(
    field,
    printable(given),
    { min: 1 },
    {
      code: 'node-count-out-of-range',
      remedy: 'Give the number of nodes that the pool has at least.',
    },
  );
}

function taintFindings(field: string, taint: NodeTaint): Finding[] {
  return [
    ...labelKey(`${field}.key`, taint.key),
    ...(taint.value === undefined ? [] : labelValue(`${field}.value`, printable(taint.value))),
    ...oneOf(`${field}.effect`, printable(taint.effect), Object.values(TaintEffect), {
      code: 'taint-effect-unknown',
      remedy: 'Use one of TaintEffect.',
    }),
  ];
}

/** Devices have a name like a label's key, and are counted in whole ones. */
function extendedFindings(field: string, resource: string, count: unknown): Finding[] {
  return [
    ...labelKey(field, resource),
    ...wholeNumber(
      field,
      printable(count),
      { min: 0 },
      {
        code: 'extended-resource-count-invalid',
        remedy: 'Give what kubectl describe node shows under Allocatable.',
      },
    ),
  ];
}

function shapeMissing(): Finding {
  return {
    code: 'node-shape-missing',
    field: 'shape',
    given: 'nothing, or no NodeShape',
    allowed: 'a NodeShape',
    remedy: 'Give NodeShape.gke(...), .eks(...), .aks(...), .oracleA1Flex(...), .kind(...) or another factory.',
  };
}

function isShape(value: unknown): value is NodeShape {
  return hasMethods(value, ['findings', 'allocatable']);
}
