import { Finding, show } from '../core/issue';
import { pattern, TextForm } from '../core/rules';
import { hasMethods, printable } from '../core/untrusted';
import { within } from '../core/validated';
import { isClusterAddOn } from './cluster-add-on';
import { ClusterProvider, managedServiceOf } from './cluster-provider';
import { NodePool } from './node-pool';

/**
 * A DNS label, which OKE (255 characters of any kind), EKS (100) and AKS (63) all accept. It also fits where the name
 * becomes a label or part of a file's name.
 */
const NAME: TextForm = {
  expression: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
  maxLength: 63,
  allowed: '1 to 63 lower-case letters, digits and "-", beginning and ending with a letter or digit',
};
/** @see https://cloud.google.com/kubernetes-engine/docs/reference/rest/v1/projects.locations.clusters */
const GKE_NAME: TextForm = {
  expression: /^[a-z]([-a-z0-9]*[a-z0-9])?$/,
  maxLength: 40,
  allowed:
    '1 to 40 lower-case letters, digits and "-", beginning with a letter and ending with a letter or digit (GKE)',
};
const REGION: TextForm = {
  expression: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
  maxLength: 63,
  allowed: 'the provider\'s identifier in lower-case letters, digits and "-", such as us-ashburn-1 or eastus',
};

/** The cluster has a name that its provider accepts. */
export function clusterNameFindings(field: string, given: unknown, provider: ClusterProvider): Finding[] {
  const form = provider === ClusterProvider.GOOGLE_CLOUD ? GKE_NAME : NAME;
  const why = { code: 'cluster-name-invalid', remedy: 'Give the name of the cluster, in that form.' };
  return pattern(field, printable(given), form, why);
}

/** A cluster in a cloud has a region. Elsewhere it may have one. */
export function clusterRegionFindings(field: string, given: unknown, provider: ClusterProvider): Finding[] {
  const service = managedServiceOf(provider);
  if (service !== undefined && (given === undefined || given === '')) {
    return [
      {
        code: 'cluster-region-missing',
        field,
        given: show(given),
        allowed: `the region of the ${service} cluster`,
        remedy: 'Give the region, for example us-ashburn-1.',
      },
    ];
  }
  const why = { code: 'cluster-region-invalid', remedy: 'Give the identifier of the region, not its display name.' };
  return given === undefined ? [] : pattern(field, printable(given), REGION, why);
}

/**
 * There are nodes, the pools can be told apart, and the provider offers their shapes.
 *
 * @param provider `undefined` where none is known
 */
export function nodePoolFindings(
  field: string,
  given: readonly unknown[],
  provider: ClusterProvider | undefined,
): Finding[] {
  if (given.length === 0) {
    const remedy = 'Give at least one new NodePool({ name, shape, count }).';
    return [{ code: 'node-pools-missing', field, given: 'no node pool', allowed: 'at least one node pool', remedy }];
  }
  return given.flatMap((pool, index) => {
    const place = `${field}[${index}]`;
    if (!isNodePool(pool)) {
      return [notAPool(place)];
    }
    const earlier = given.slice(0, index).filter((each) => isNodePool(each));
    return [
      ...within(place, pool.findings()),
      ...duplicateFindings(`${place}.name`, pool, earlier),
      ...(provider === undefined ? [] : foreignShapeFindings(`${place}.shape`, pool, provider)),
    ];
  });
}

/** Add-ons are add-ons, and nothing is wrong with them. */
export function addOnFindings(field: string, given: readonly unknown[]): Finding[] {
  return given.flatMap((addOn, index) => {
    const place = `${field}[${index}]`;
    return isClusterAddOn(addOn) ? within(place, addOn.findings()) : [notAnAddOn(place)];
  });
}

/** Whether the value is a pool, from whichever copy of this library. */
export function isNodePool(value: unknown): value is NodePool {
  return hasMethods(value, ['findings', 'allocatablePerNode']);
}

function notAnAddOn(field: string): Finding {
  return {
    code: 'cluster-add-on-invalid',
    field,
    given: 'a value that is no ClusterAddOn',
    allowed: 'a ClusterAddOn',
    remedy: 'Use ClusterAddOn.onEveryNode(...) or ClusterAddOn.withReplicas(...).',
  };
}

function notAPool(field: string): Finding {
  return {
    code: 'node-pool-invalid',
    field,
    given: 'a value that is no NodePool',
    allowed: 'a NodePool',
    remedy: 'Give new NodePool({ name, shape, count }).',
  };
}

function duplicateFindings(field: string, { name }: NodePool, earlier: readonly NodePool[]): Finding[] {
  if (!earlier.some((pool) => pool.name === name)) {
    return [];
  }
  return [
    {
      code: 'node-pool-name-duplicate',
      field,
      given: `${show(name)} more than once`,
      allowed: 'every name once in a cluster',
      remedy: 'Give each pool a name of its own.',
    },
  ];
}

function foreignShapeFindings(field: string, { shape }: NodePool, provider: ClusterProvider): Finding[] {
  if (shape === undefined || shape.provider === ClusterProvider.OTHER || shape.provider === provider) {
    return [];
  }
  return [
    {
      code: 'node-shape-of-other-provider',
      field,
      given: `${show(shape.name)} of ${shape.provider}`,
      allowed: `a shape of ${provider}, or NodeShape.custom(...) without a provider`,
      remedy: "Choose a shape of the cluster's provider.",
    },
  ];
}
