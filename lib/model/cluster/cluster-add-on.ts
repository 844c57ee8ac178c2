import { Finding } from '../core/issue';
import { dnsSubdomain } from '../core/names';
import { ICpu, ISize, nanos } from '../core/quantity';
import { showWithoutValue, wholeNumber } from '../core/rules';
import { fieldsOf, hasMethods, printable, textOf } from '../core/untrusted';
import { IValidated } from '../core/validated';
import { millisCovering, unitsCovering } from './node-resources';
import { cpuText, sizeText } from './node-shape-rules';

/** What each pod of an add-on requests. */
export interface ClusterAddOnRequests {
  /** @default - nothing */
  readonly cpu?: ICpu;
  /** @default - nothing */
  readonly memory?: ISize;
}

/** So many pods of an add-on, wherever there is room. */
export interface ClusterAddOnReplicas extends ClusterAddOnRequests {
  /**
   * Number of pods.
   * @default 1
   */
  readonly replicas?: number;
}

/**
 * Pods that a cluster runs besides those that are deployed to it: CoreDNS, kube-proxy, agents for logs and metrics. They
 * take room from the others. Immutable.
 *
 * @see https://kubernetes.io/docs/concepts/cluster-administration/addons/
 */
export class ClusterAddOn implements IValidated {
  /** A DaemonSet: a pod on every node, tainted ones too. */
  static onEveryNode(name: string, requests?: ClusterAddOnRequests): ClusterAddOn {
    return new ClusterAddOn(name, undefined, fieldsOf(requests));
  }

  /** A Deployment or StatefulSet: its pods run on any nodes. */
  static withReplicas(name: string, options?: ClusterAddOnReplicas): ClusterAddOn {
    const { replicas = 1, ...requests } = fieldsOf(options);
    return new ClusterAddOn(name, replicas, requests);
  }

  /** Name of the add-on. */
  readonly name: string;
  /** Thousandths of a core that each pod requests. */
  readonly cpuMillis: number;
  /** Bytes of memory that each pod requests. */
  readonly memoryBytes: number;
  /**
   * Number of pods; 0 where what was given is no count.
   * @default - one on every node
   */
  readonly replicas?: number;
  readonly #given: { readonly name: unknown; readonly replicas?: unknown; readonly requests: ClusterAddOnRequests };

  private constructor(name: string, replicas: number | undefined, requests: ClusterAddOnRequests) {
    this.#given = { name, replicas, requests };
    this.name = textOf(name);
    this.cpuMillis = Number(millisCovering(cpuText(requests.cpu) ?? ''));
    this.memoryBytes = Number(unitsCovering(sizeText(requests.memory) ?? ''));
    this.replicas = replicas === undefined ? undefined : Number.isSafeInteger(replicas) ? Math.max(0, replicas) : 0;
  }

  get place(): string {
    return `ClusterAddOn ${this.name}`;
  }

  findings(): Finding[] {
    const { name, replicas, requests } = this.#given;
    const why = { code: 'add-on-replicas-invalid', remedy: 'Give the number of its pods.' };
    return [
      ...dnsSubdomain('name', printable(name)),
      ...(replicas === undefined ? [] : wholeNumber('replicas', printable(replicas), { min: 0 }, why)),
      ...(requests.cpu === undefined ? [] : amountFindings('cpu', cpuText(requests.cpu))),
      ...(requests.memory === undefined ? [] : amountFindings('memory', sizeText(requests.memory))),
    ];
  }
}

/** Whether the value is an add-on, from whichever copy of this library. */
export function isClusterAddOn(value: unknown): value is ClusterAddOn {
  return hasMethods(value, ['findings']) && 'cpuMillis' in (value as object);
}

function amountFindings(field: string, text: string | undefined): Finding[] {
  if (nanos(text ?? '') !== undefined) {
    return [];
  }
  return [
    {
      code: 'quantity-invalid',
      field,
      given: showWithoutValue(text),
      allowed: 'an amount of at least zero in Kubernetes notation, such as 100m or 70Mi',
      remedy: 'Use Cpu.millis(...), Size.mebibytes(...) or another of their factories.',
    },
  ];
}
