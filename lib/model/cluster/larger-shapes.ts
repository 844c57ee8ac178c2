import { ClusterProvider } from './cluster-provider';
import { millisIn, unitsIn } from './node-resources';
import { NodeShape } from './node-shape';
import { AKS_SHAPES, EKS_SHAPES, GKE_SHAPES } from './node-shape-catalogue';

/** Sizes of VM.Standard.A1.Flex that are worth naming, and the memory of each OCPU, as in the free allowance. */
const A1_OCPUS = [1, 2, 3, 4, 6, 8];
const A1_GIB_PER_OCPU = 6;

/**
 * Machines of the shape's provider that offer more, the smallest first, those of the same architecture before others.
 * None for machines that no catalogue has.
 */
export function largerShapes(shape: NodeShape): NodeShape[] {
  const isOther = (other: NodeShape) => (other.architecture === shape.architecture ? 0 : 1);
  return shapesOf(shape.provider)
    .filter((other) => cpuOf(other) >= cpuOf(shape) && memoryOf(other) >= memoryOf(shape))
    .filter((other) => cpuOf(other) > cpuOf(shape) || memoryOf(other) > memoryOf(shape))
    .sort((a, b) => isOther(a) - isOther(b) || Number(cpuOf(a) - cpuOf(b)) || Number(memoryOf(a) - memoryOf(b)));
}

function shapesOf(provider: ClusterProvider): NodeShape[] {
  switch (provider) {
    case ClusterProvider.GOOGLE_CLOUD:
      return GKE_SHAPES.map(({ name }) => NodeShape.gke(name));
    case ClusterProvider.AMAZON_WEB_SERVICES:
      return EKS_SHAPES.map(({ name }) => NodeShape.eks(name));
    case ClusterProvider.MICROSOFT_AZURE:
      return AKS_SHAPES.map(({ name }) => NodeShape.aks(name));
    case ClusterProvider.ORACLE_CLOUD:
      return A1_OCPUS.map((ocpus) => NodeShape.oracleA1Flex({ ocpus, memoryGib: ocpus * A1_GIB_PER_OCPU }));
    default:
      return [];
  }
}

function cpuOf({ cpu, sustainedCpu }: NodeShape): bigint {
  return millisIn((sustainedCpu ?? cpu).amount);
}

function memoryOf({ memory }: NodeShape): bigint {
  return unitsIn(memory.asString());
}
