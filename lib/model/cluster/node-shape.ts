import { Finding } from '../core/issue';
import { Cpu, Size } from '../core/quantity';
import { fieldsOf, textOf } from '../core/untrusted';
import { IValidated } from '../core/validated';
import { allocatableOf } from './allocatable';
import { Architecture, architectureFindings, knownArchitecture } from './architecture';
import { ClusterProvider, clusterProviderFindings, knownProvider } from './cluster-provider';
import { KubernetesVersion } from './kubernetes-version';
import { millisCovering, millisIn, NodeResources, unitsCovering, unitsIn } from './node-resources';
import {
  AKS_SHAPES,
  CatalogueShape,
  EKS_SHAPES,
  GKE_SHARED_CORE,
  GKE_SHAPES,
  ORACLE_A1_FLEX,
  ORACLE_E21_MICRO,
} from './node-shape-catalogue';
import { CustomNodeOptions, LocalNodeOptions, NodeShapeOptions, OracleA1FlexOptions } from './node-shape-options';
import {
  a1FlexFindings,
  cpuText,
  machineFindings,
  machineNameFindings,
  shapeOptionFindings,
  sizeText,
  sustainedCpuFindings,
  unknownShape,
} from './node-shape-rules';

interface ShapeFields {
  readonly provider: ClusterProvider;
  readonly name: string;
  readonly cpu: string;
  readonly memory: string;
  readonly architecture: Architecture;
  readonly maxPods: number;
  /** In hundredths of the memory; what the machine's firmware and kernel leave of it. */
  readonly visibleMemory: bigint;
  readonly sustainedCpu?: string;
  readonly freeTier?: boolean;
}

/** The default of kubelet. */
const DEFAULT_MAX_PODS = 110;
const VISIBLE_IN_CLOUD = 97n;
const VISIBLE = 100n;
/** Addresses that OKE's VCN-native network gives pods on each network interface but the node's own. */
const PODS_PER_VNIC = 31;
const NOTHING = '0';

/**
 * What one node of a node pool is.
 *
 * Immutable, and compared by its fields. Quantities are kept in Kubernetes' notation; sums are made with whole
 * numbers (`bigint` of thousandths of a core and of bytes).
 */
export class NodeShape implements IValidated {
  /**
   * VM.Standard.E2.1.Micro: 1 GB and 1/8 OCPU of a free x86 machine.
   *
   * One x86 OCPU is two cores, which the operating system sees and kubelet reports; but the machine gets an eighth of
   * their time. What can be promised to pods is what it sustains, 250m.
   *
   * @see https://docs.oracle.com/en-us/iaas/Content/FreeTier/freetier_topic-Always_Free_Resources.htm
   */
  static oracleE21Micro(options?: NodeShapeOptions): NodeShape {
    return NodeShape.inCloud(ClusterProvider.ORACLE_CLOUD, options, {
      name: ORACLE_E21_MICRO,
      cpu: '2',
      sustainedCpu: '250m',
      memory: '1Gi',
      architecture: Architecture.AMD64,
      maxPods: DEFAULT_MAX_PODS,
      freeTier: true,
    });
  }

  /**
   * VM.Standard.A1.Flex, Arm. Free within an allowance, which the cluster checks.
   *
   * Pods are counted for OKE's default network, VCN-native: 31 for each interface but the first, of which the machine
   * has one per OCPU and at least two. Give `maxPods` where the cluster uses flannel.
   *
   * @see https://docs.oracle.com/en-us/iaas/Content/Compute/References/computeshapes.htm
   */
  static oracleA1Flex(options: OracleA1FlexOptions): NodeShape {
    const given = fieldsOf(options);
    const wrong = a1FlexFindings(given);
    const size = wrong.length === 0 ? options : { ocpus: 0, memoryGib: 0 };
    const machine = {
      name: ORACLE_A1_FLEX,
      cpu: `${size.ocpus}`,
      memory: `${size.memoryGib}Gi`,
      architecture: Architecture.ARM64,
      maxPods: Math.min(DEFAULT_MAX_PODS, PODS_PER_VNIC * Math.max(1, size.ocpus - 1)),
      freeTier: true,
    };
    return NodeShape.inCloud(ClusterProvider.ORACLE_CLOUD, given, machine, wrong);
  }

  /** A machine type of Compute Engine, for example `e2-standard-2`. */
  static gke(name: string, options?: NodeShapeOptions): NodeShape {
    return NodeShape.listed(ClusterProvider.GOOGLE_CLOUD, 'GKE', GKE_SHAPES, name, options);
  }

  /** An instance type of EC2, for example `m5.large`. */
  static eks(name: string, options?: NodeShapeOptions): NodeShape {
    return NodeShape.listed(ClusterProvider.AMAZON_WEB_SERVICES, 'EKS', EKS_SHAPES, name, options);
  }

  /** A size of Azure's virtual machines, for example `Standard_D2s_v5`. */
  static aks(name: string, options?: NodeShapeOptions): NodeShape {
    return NodeShape.listed(ClusterProvider.MICROSOFT_AZURE, 'AKS', AKS_SHAPES, name, options);
  }

  /** A node of kind: a container that may use a share of the machine. */
  static kind(options: LocalNodeOptions): NodeShape {
    return NodeShape.described({ ...fieldsOf(options), name: 'kind', provider: ClusterProvider.KIND });
  }

  /** A node of minikube, with the share of the machine that `--cpus` and `--memory` give it. */
  static minikube(options: LocalNodeOptions): NodeShape {
    return NodeShape.described({ ...fieldsOf(options), name: 'minikube', provider: ClusterProvider.MINIKUBE });
  }

  /**
   * Any other machine. Its memory is what the node reports as its capacity, and is counted in full; with a provider,
   * that provider's reservations are subtracted. This is also the way to count with measured numbers.
   */
  static custom(options: CustomNodeOptions): NodeShape {
    return NodeShape.described(fieldsOf(options));
  }

  /** A machine of a provider: its system sees less memory than the provider sells. */
  private static inCloud(
    provider: ClusterProvider,
    options: NodeShapeOptions | undefined,
    machine: Omit<ShapeFields, 'provider' | 'visibleMemory'>,
    findings: Finding[] = [],
  ): NodeShape {
    return new NodeShape({ ...machine, provider, visibleMemory: VISIBLE_IN_CLOUD }, fieldsOf(options), findings);
  }

  private static listed(
    provider: ClusterProvider,
    service: string,
    catalogue: readonly CatalogueShape[],
    name: string,
    options: NodeShapeOptions | undefined,
  ): NodeShape {
    const shape = catalogue.find((each) => each.name === name);
    return NodeShape.inCloud(
      provider,
      options,
      {
        name: textOf(name),
        cpu: `${shape?.vcpus ?? 0}`,
        memory: `${shape?.memoryGib ?? 0}Gi`,
        architecture: shape?.architecture ?? Architecture.AMD64,
        maxPods: shape?.maxPods ?? DEFAULT_MAX_PODS,
      },
      shape === undefined ? [unknownShape(service, name, catalogue)] : [],
    );
  }

  private static described(options: Partial<CustomNodeOptions>): NodeShape {
    const { name, cpu, memory, sustainedCpu, freeTier } = options;
    const { provider = ClusterProvider.OTHER, architecture = Architecture.AMD64 } = options;
    const fields: ShapeFields = {
      provider: knownProvider(provider) ?? ClusterProvider.OTHER,
      name: textOf(name),
      cpu: cpuText(cpu) ?? NOTHING,
      memory: sizeText(memory) ?? NOTHING,
      architecture: knownArchitecture(architecture) ?? Architecture.AMD64,
      maxPods: DEFAULT_MAX_PODS,
      visibleMemory: VISIBLE,
      sustainedCpu: cpuText(sustainedCpu),
      freeTier: freeTier === true,
    };
    return new NodeShape(fields, options, [
      ...machineNameFindings(name),
      ...clusterProviderFindings('provider', provider),
      ...machineFindings(cpu, memory),
      ...sustainedCpuFindings(sustainedCpu, cpu),
      ...architectureFindings('architecture', architecture),
    ]);
  }

  /** The provider's name of the machine. */
  readonly name: string;
  /** Whose machine it is. `OTHER` fits into every cluster. */
  readonly provider: ClusterProvider;
  /** CPU that the operating system sees. */
  readonly cpu: Cpu;
  /** Memory as the provider sells it. */
  readonly memory: Size;
  /** Instruction set. */
  readonly architecture: Architecture;
  /** Pods that may run on the node. */
  readonly maxPods: number;
  /** Whether the provider gives the machine away, where its allowance is not used up. */
  readonly freeTier: boolean;
  /** @default - all of `cpu` */
  readonly sustainedCpu?: Cpu;
  /** @default - not known */
  readonly ephemeralStorage?: Size;
  /** @default - as the provider reserves */
  readonly reservedCpu?: Cpu;
  /** @default - as the provider reserves */
  readonly reservedMemory?: Size;
  readonly #findings: readonly Finding[];
  readonly #visibleMemory: bigint;

  private constructor(fields: ShapeFields, options: Partial<NodeShapeOptions>, findings: readonly Finding[]) {
    const reserved = fieldsOf(options.reserved);
    this.#findings = [...findings, ...shapeOptionFindings(options)];
    this.#visibleMemory = fields.visibleMemory;
    this.name = fields.name;
    this.provider = fields.provider;
    this.cpu = Cpu.parse(fields.cpu);
    this.memory = Size.parse(fields.memory);
    this.architecture = fields.architecture;
    this.maxPods = Number.isSafeInteger(options.maxPods) ? Number(options.maxPods) : fields.maxPods;
    this.freeTier = fields.freeTier ?? false;
    this.sustainedCpu = optionalCpu(fields.sustainedCpu);
    this.ephemeralStorage = optionalSize(sizeText(options.ephemeralStorage));
    this.reservedCpu = optionalCpu(cpuText(reserved.cpu));
    this.reservedMemory = optionalSize(sizeText(reserved.memory));
  }

  get place(): string {
    return `NodeShape ${this.name}`;
  }

  findings(): Finding[] {
    return [...this.#findings];
  }

  /**
   * What one node offers to pods in a cluster of that version: its capacity less what is reserved for kubelet and the
   * operating system and less the memory below which kubelet evicts pods.
   *
   * The pods of DaemonSets and of the cluster's add-ons are not subtracted: they are pods like others.
   *
   * @see https://kubernetes.io/docs/tasks/administer-cluster/reserve-compute-resources/
   */
  allocatable(version: KubernetesVersion): NodeResources {
    const { reservedCpu, reservedMemory, ephemeralStorage } = this;
    const cpuMillis = millisIn(this.cpu.amount);
    const sustained = this.sustainedCpu === undefined ? cpuMillis : millisIn(this.sustainedCpu.amount);
    const capacity = {
      provider: this.provider,
      cpuMillis,
      sustainedMillis: sustained < cpuMillis ? sustained : cpuMillis,
      memoryBytes: (unitsIn(this.memory.asString()) * this.#visibleMemory) / VISIBLE,
      maxPods: BigInt(this.maxPods),
      sharedCore: GKE_SHARED_CORE.includes(this.name),
      ephemeralStorageBytes: ephemeralStorage && unitsIn(ephemeralStorage.asString()),
      reservedMillis: reservedCpu && millisCovering(reservedCpu.amount),
      reservedBytes: reservedMemory && unitsCovering(reservedMemory.asString()),
    };
    return allocatableOf(capacity, version);
  }

  /** The provider's name of the machine. */
  toString(): string {
    return this.name;
  }
}

function optionalCpu(amount: string | undefined): Cpu | undefined {
  return amount === undefined ? undefined : Cpu.parse(amount);
}

function optionalSize(amount: string | undefined): Size | undefined {
  return amount === undefined ? undefined : Size.parse(amount);
}
