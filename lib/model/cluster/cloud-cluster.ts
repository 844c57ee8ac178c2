import { Finding } from '../core/issue';
import { judge, LiveCheck } from '../core/live-check';
import { instance, list } from '../core/reading';
import { fieldsOf, hasMethods, listOf, textOf } from '../core/untrusted';
import { IValidated, within } from '../core/validated';
import { ExternalObject, isExternalObject } from '../external/external-object';
import { Architecture, platformOf } from './architecture';
import { ClusterAddOn, isClusterAddOn } from './cluster-add-on';
import { ClusterProvider, clusterProviderFindings, knownProvider, managedServiceOf } from './cluster-provider';
import {
  addOnFindings,
  clusterNameFindings,
  clusterRegionFindings,
  isNodePool,
  nodePoolFindings,
} from './cluster-rules';
import { allowanceFindings, DEFAULT_FREE_TIER_ALLOWANCE, FreeTierAllowance, freeTierFindings } from './free-tier';
import { Kubeconfig, KubeconfigFacts, kubeconfigMissing } from './kubeconfig';
import { KubernetesVersion, kubernetesVersionFindings } from './kubernetes-version';
import { NodePool } from './node-pool';
import { NodeResources } from './node-resources';

/** A cluster that environments are deployed to. */
export interface CloudClusterProps {
  /** Name of the cluster at its provider: a DNS label; on GKE at most 40 characters, beginning with a letter. */
  readonly name: string;
  /** Who runs it. */
  readonly provider: ClusterProvider;
  /**
   * The provider's identifier of the region, for example `us-ashburn-1`.
   * @default - none; a cluster in a cloud must have one
   */
  readonly region?: string;
  /** The nodes, at least one pool. */
  readonly nodePools: NodePool[];
  /** For example `1.28`; text, because the number 1.30 is 1.3. At least 1.24. */
  readonly kubernetesVersion: string;
  /** Where the credentials of kubectl are kept. */
  readonly kubeconfig: Kubeconfig;
  /**
   * Objects that are in the cluster besides those that its provider puts there: IngressClasses, StorageClasses, issuers. One
   * that belongs to a namespace and names none is in every namespace.
   * @default - only those of the provider
   */
  readonly provides?: ExternalObject[];
  /**
   * Whether the cluster must cost nothing: 2 or 3 nodes of free shapes, within the allowance.
   * @default false
   */
  readonly freeTier?: boolean;
  /**
   * What the tenancy gets for nothing. Only together with `freeTier`.
   * @default - 2 OCPUs and 12 GB of VM.Standard.A1.Flex, 2 VM.Standard.E2.1.Micro
   */
  readonly freeTierAllowance?: FreeTierAllowance;
  /**
   * Pods that the cluster runs besides those that are deployed to it, which take room from these.
   * @default - none is counted: what a provider runs depends on its version and settings, and `kubectl describe nodes`
   * shows it
   */
  readonly addOns?: ClusterAddOn[];
}

/** What was observed of a cluster. */
export interface ClusterFacts {
  /**
   * What was observed of the kubeconfig and of the server that it leads to.
   * @default - nothing
   */
  readonly kubeconfig?: KubeconfigFacts;
  /**
   * Whether the API server encrypts Secrets before etcd stores them.
   * @default - not observed
   */
  readonly encryptionAtRest?: boolean;
  /**
   * Number of nodes whose condition Ready is true.
   * @default - not observed
   */
  readonly nodesReady?: number;
}

/** What a node pool offers to pods. */
export interface NodePoolAllocatable {
  /** Name of the pool. */
  readonly pool: string;
  /** What each node offers. A pod must fit into one of these. */
  readonly perNode: NodeResources;
  /** What all nodes of the pool offer together. */
  readonly total: NodeResources;
}

const PROVIDED = list(instance('an ExternalObject', isExternalObject));

/** A Kubernetes cluster, at a provider or on one machine. Immutable. */
export class CloudCluster implements IValidated {
  /** Name of the cluster at its provider. */
  readonly name: string;
  /** Who runs it. */
  readonly provider: ClusterProvider;
  /** Version of its control plane. */
  readonly kubernetesVersion: KubernetesVersion;
  /** Whether it must cost nothing. */
  readonly freeTier: boolean;
  /** @default - none was given */
  readonly region?: string;
  /** @default - none was given, which `findings()` reports */
  readonly kubeconfig?: Kubeconfig;
  readonly #given: Partial<CloudClusterProps>;
  readonly #nodePools: readonly NodePool[];
  readonly #provides: readonly ExternalObject[];
  readonly #addOns: readonly ClusterAddOn[];

  constructor(props: CloudClusterProps) {
    const { kubeconfig, freeTierAllowance: allowance, ...given } = fieldsOf(props);
    this.#given = {
      ...given,
      nodePools: listOf(given.nodePools),
      addOns: listOf(given.addOns),
      freeTierAllowance: allowance === undefined ? undefined : ({ ...fieldsOf(allowance) } as FreeTierAllowance),
    };
    this.#nodePools = listOf(given.nodePools).filter((pool) => isNodePool(pool));
    this.#provides = (PROVIDED('', given.provides).value ?? []) as ExternalObject[];
    this.#addOns = listOf(given.addOns).filter((addOn) => isClusterAddOn(addOn));
    this.name = textOf(given.name);
    this.provider = knownProvider(given.provider) ?? ClusterProvider.OTHER;
    this.region = typeof given.region === 'string' ? given.region : undefined;
    this.kubernetesVersion = new KubernetesVersion(given.kubernetesVersion as string);
    this.freeTier = given.freeTier === true;
    this.kubeconfig = isKubeconfig(kubeconfig) ? kubeconfig : undefined;
  }

  get place(): string {
    return `CloudCluster ${this.name}`;
  }

  /**
   * Identifies the cluster, for what must be unique within one: two environments with the same key share a cluster.
   * Accounts and projects are not part of it; give clusters of two accounts different names.
   */
  get key(): string {
    return [this.provider, this.region ?? '-', this.name].join('/');
  }

  /** The nodes. A copy. */
  get nodePools(): NodePool[] {
    return [...this.#nodePools];
  }

  /** What is in the cluster besides what its provider puts there. A copy. */
  get provides(): ExternalObject[] {
    return [...this.#provides];
  }

  /** Pods that the cluster runs besides those that are deployed to it. A copy. */
  get addOns(): ClusterAddOn[] {
    return [...this.#addOns];
  }

  /** Number of nodes of all pools. */
  get nodeCount(): number {
    return this.#nodePools.reduce((sum, { count }) => sum + count, 0);
  }

  /** The architectures of its nodes, each once, sorted. */
  get architectures(): Architecture[] {
    const all = this.#nodePools.flatMap(({ shape }) => (shape === undefined ? [] : [shape.architecture]));
    return [...new Set(all)].sort();
  }

  /** The platforms that an image must be built for to run on every node, sorted: `linux/amd64`, `linux/arm64`. */
  get platforms(): string[] {
    return this.architectures.map((architecture) => platformOf(architecture));
  }

  /** Short name of the provider's service, OKE, GKE, EKS or AKS; `undefined` for other providers. */
  get managedService(): string | undefined {
    return managedServiceOf(this.provider);
  }

  /**
   * Whether a Service of type LoadBalancer gets an address. kind and minikube assign none by themselves; of other
   * clusters it is assumed.
   */
  get supportsLoadBalancer(): boolean {
    return this.provider !== ClusterProvider.KIND && this.provider !== ClusterProvider.MINIKUBE;
  }

  /** What each pool offers to pods, before DaemonSets and add-ons. */
  allocatable(): NodePoolAllocatable[] {
    return this.#nodePools.map((pool) => ({
      pool: pool.name,
      perNode: pool.allocatablePerNode(this.kubernetesVersion),
      total: pool.allocatable(this.kubernetesVersion),
    }));
  }

  findings(): Finding[] {
    const { name, provider, region, nodePools = [], kubernetesVersion, addOns = [] } = this.#given;
    return [
      ...clusterNameFindings('name', name, this.provider),
      ...clusterProviderFindings('provider', provider),
      ...clusterRegionFindings('region', region, this.provider),
      ...nodePoolFindings('nodePools', nodePools, knownProvider(provider)),
      ...kubernetesVersionFindings('kubernetesVersion', kubernetesVersion),
      ...(this.kubeconfig === undefined
        ? [kubeconfigMissing('kubeconfig')]
        : within('kubeconfig', this.kubeconfig.findings())),
      ...PROVIDED('provides', this.#given.provides).findings,
      ...this.#provides.flatMap((each, index) => within(`provides[${index}]`, each.findings())),
      ...addOnFindings('addOns', addOns),
      ...this.freeTierFindings(),
    ];
  }

  /** The rules that only the running cluster can answer. */
  verify(facts: ClusterFacts): LiveCheck[] {
    const { kubeconfig = {}, encryptionAtRest, nodesReady } = fieldsOf(facts);
    const { serverVersion } = fieldsOf(kubeconfig);
    const subject = this.place;
    const declared = this.kubernetesVersion.toString();
    return [
      ...(this.kubeconfig?.verify(kubeconfig) ?? []),
      judge(
        {
          code: 'cluster-version-as-declared',
          subject,
          remedy: `Declare the version that the cluster has, or bring it to ${declared}: manifests are made for that.`,
        },
        serverVersion,
        (version) => isVersion(version, declared),
      ),
      judge(
        {
          code: 'cluster-nodes-ready',
          subject,
          remedy: `Look at kubectl get nodes: ${this.nodeCount} nodes are declared.`,
        },
        nodesReady,
        (ready) => ready === this.nodeCount,
      ),
      judge(
        {
          code: 'cluster-encryption-at-rest',
          subject,
          remedy: 'Turn on encryption of Secrets at the provider, or configure it for the API server.',
        },
        encryptionAtRest,
        (encrypted) => encrypted === true,
      ),
    ];
  }

  private freeTierFindings(): Finding[] {
    const { freeTierAllowance } = this.#given;
    const allowance = freeTierAllowance === undefined ? DEFAULT_FREE_TIER_ALLOWANCE : fieldsOf(freeTierAllowance);
    if (!this.freeTier) {
      return freeTierAllowance === undefined ? [] : [allowanceUnused()];
    }
    const wrong = allowanceFindings('freeTierAllowance', allowance);
    return wrong.length > 0 ? wrong : freeTierFindings('nodePools', this.#nodePools, allowance as FreeTierAllowance);
  }
}

function allowanceUnused(): Finding {
  return {
    code: 'free-tier-allowance-unused',
    field: 'freeTierAllowance',
    given: 'an allowance without freeTier',
    allowed: 'an allowance together with freeTier: true',
    remedy: 'Add freeTier: true, or leave the allowance out.',
  };
}

function isVersion(text: string, declared: string): boolean {
  const version = new KubernetesVersion(text);
  return version.isAtLeast(declared) && version.toString() === declared;
}

function isKubeconfig(value: unknown): value is Kubeconfig {
  return hasMethods(value, ['findings', 'verify']);
}
