import { ClusterProvider } from '../../model/cluster/cluster-provider';
import { NodePool } from '../../model/cluster/node-pool';
import { isMapping, Mapping } from '../../model/core/untrusted';
import { CheckScope } from '../check-scope';
import { CheckedPod } from '../checked-pod';
import { at, listAt, mappingAt, textAt } from '../data';
import { selects } from '../label-selection';
import { claimConstraints } from './claims';
import { hostPortsOf, shareHostPort } from './host-ports';
import { labelMatch, Match, taintMatch } from './node-match';
import { Apart, Near, Spread } from './problem';
import { BY_NODE, topologyApart, topologyOf } from './topologies';

/** What keeps pods from sharing nodes, or asks them to. */
export interface Constraints {
  readonly apart: readonly Apart[];
  readonly near: readonly Near[];
  readonly spread: readonly Spread[];
  /** Pools on whose nodes a kind may not run, because these lack a label that it is placed by. */
  readonly barred: readonly { readonly kind: number; readonly pool: number }[];
}

/** Where the pods are to run, and which pods these are, by kind. */
export interface ConstraintContext {
  readonly scope: CheckScope;
  readonly pools: readonly NodePool[];
  readonly provider: ClusterProvider;
  readonly pods: readonly CheckedPod[];
}

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const NAMESPACE_LABEL = 'kubernetes.io/metadata.name';
const NONE: Constraints = { apart: [], near: [], spread: [], barred: [] };

/**
 * What the pods demand of each other and of how they are spread.
 *
 * @param isRolling whether pods of the last version run too, from which some terms tell new ones
 */
export function constraintsOf(context: ConstraintContext, isRolling: boolean): Constraints {
  if (!context.pods.some(isConstrained)) {
    return NONE;
  }
  const parts = context.pods.flatMap((pod, kind) => [
    antiAffinityOf(context, pod, kind, isRolling),
    affinityOf(context, pod, kind),
    // Pods that ended leave others less spread than any scheduler would place them.
    isRolling ? NONE : spreadOf(context, pod, kind),
  ]);
  const claims = claimConstraints(context);
  return {
    apart: [...parts.flatMap(({ apart }) => apart), ...hostPortConflicts(context.pods), ...claims.apart],
    near: [...parts.flatMap(({ near }) => near), ...claims.near],
    spread: parts.flatMap(({ spread }) => spread),
    barred: parts.flatMap(({ barred }) => barred),
  };
}

/** A cheap look at whether there may be anything to read. */
function isConstrained({ spec, containers }: CheckedPod): boolean {
  return (
    spec['affinity'] !== undefined ||
    spec['topologySpreadConstraints'] !== undefined ||
    spec['hostNetwork'] === true ||
    listAt(spec, 'volumes').some((volume) => at(volume, 'persistentVolumeClaim') !== undefined) ||
    containers.some(({ spec: own }) => listAt(own, 'ports').some((port) => at(port, 'hostPort') !== undefined))
  );
}

function antiAffinityOf(context: ConstraintContext, pod: CheckedPod, kind: number, isRolling: boolean): Constraints {
  const terms = listAt(pod.spec, 'affinity', 'podAntiAffinity', REQUIRED).filter(
    (term) => at(term, 'mismatchLabelKeys') === undefined && !(isRolling && at(term, 'matchLabelKeys') !== undefined),
  );
  const apart = terms.flatMap((term) => {
    const topology = topologyApart(textAt(term, 'topologyKey') ?? '', context.pools, context.provider);
    // Versions of another object are not told apart by labels that only their controllers know.
    const targets = selectedBy(context, term, pod).filter(
      (target) => target === kind || at(term, 'matchLabelKeys') === undefined,
    );
    return topology === undefined ? [] : targets.map((target) => ({ kinds: [kind, target], topology }));
  });
  return { ...NONE, apart };
}

/** Terms about pods that nobody knows, and those that are fulfilled in more than one way, are left out. */
function affinityOf(context: ConstraintContext, pod: CheckedPod, kind: number): Constraints {
  const near = listAt(pod.spec, 'affinity', 'podAffinity', REQUIRED).flatMap((term) => {
    const topology = topologyOf(textAt(term, 'topologyKey') ?? '', context.pools);
    const targets = selectedBy(context, term, pod);
    const isClear = targets.length > 0 && (!targets.includes(kind) || targets.length === 1);
    const isOfDaemons = targets.some((target) => context.pods[target]?.object.kind === 'DaemonSet');
    return topology === undefined || !isClear || isOfDaemons ? [] : [{ kind, targets, topology }];
  });
  return { ...NONE, near, barred: near.flatMap(({ topology }) => outside(kind, topology.domainOfPool)) };
}

function spreadOf(context: ConstraintContext, pod: CheckedPod, kind: number): Constraints {
  const labels = mappingAt(pod.metadata, 'labels');
  const spread = listAt(pod.spec, 'topologySpreadConstraints').flatMap((constraint): Spread[] => {
    const topology = topologyOf(textAt(constraint, 'topologyKey') ?? '', context.pools);
    const selector = at(constraint, 'labelSelector');
    const isOwn = isSelected(selector, labels);
    const isOthers = context.pods.some(
      (other, index) =>
        index !== kind &&
        other.object.namespace === pod.object.namespace &&
        isSelected(selector, mappingAt(other.metadata, 'labels')),
    );
    if (topology === undefined || textAt(constraint, 'whenUnsatisfiable') !== 'DoNotSchedule' || !isOwn || isOthers) {
      return [];
    }
    const matches = context.pools.map((pool) => domainMatch(constraint, pod.spec, pool));
    if (matches.includes(Match.MAYBE)) {
      return [];
    }
    const pools = matches.map((match) => match === Match.YES);
    const [maxSkew, minDomains] = [atLeastOne(constraint, 'maxSkew'), atLeastOne(constraint, 'minDomains')];
    return [{ kind, topology, maxSkew, minDomains, pools }];
  });
  return { ...NONE, spread, barred: spread.flatMap(({ topology }) => outside(kind, topology.domainOfPool)) };
}

/** Whether nodes of the pool are domains: by default those that the pod does not select are none, and tainted ones are. */
function domainMatch(constraint: unknown, spec: Mapping, pool: NodePool): Match {
  const ignoresLabels = at(constraint, 'nodeAffinityPolicy') === 'Ignore';
  const ofLabels = ignoresLabels ? Match.YES : labelMatch(spec, pool).match;
  const ofTaints = at(constraint, 'nodeTaintsPolicy') === 'Honor' ? taintMatch(spec, pool).match : Match.YES;
  return ofLabels === Match.YES ? ofTaints : ofTaints === Match.NO ? Match.NO : ofLabels;
}

/** The kinds that a term of pod affinity is about. */
function selectedBy({ scope, pods }: ConstraintContext, term: unknown, pod: CheckedPod): number[] {
  const names = listAt(term, 'namespaces');
  const selector = at(term, 'namespaceSelector');
  const isInside = (namespace: string | undefined): boolean => {
    if (names.length === 0 && selector === undefined) {
      return namespace === pod.object.namespace;
    }
    return names.includes(namespace) || isSelected(selector, labelsOfNamespace(scope, namespace));
  };
  return pods.flatMap(({ object, metadata }, kind) =>
    isInside(object.namespace) && isSelected(at(term, 'labelSelector'), mappingAt(metadata, 'labels')) ? [kind] : [],
  );
}

function labelsOfNamespace(scope: CheckScope, namespace = ''): Mapping {
  const object = scope.ofKind('Namespace').find(({ name }) => name === namespace);
  return { ...mappingAt(object?.manifest, 'metadata', 'labels'), [NAMESPACE_LABEL]: namespace };
}

function hostPortConflicts(pods: readonly CheckedPod[]): Apart[] {
  const ports = pods.map(hostPortsOf);
  return ports.flatMap((own, kind) =>
    own.length === 0
      ? []
      : ports.flatMap((others, other) =>
          other >= kind && shareHostPort(own, others) ? [{ kinds: [kind, other], topology: BY_NODE }] : [],
        ),
  );
}

function outside(kind: number, domainOfPool: readonly number[] = []): { kind: number; pool: number }[] {
  return domainOfPool.flatMap((domain, pool) => (domain === -1 ? [{ kind, pool }] : []));
}

function atLeastOne(constraint: unknown, name: string): number {
  const given = at(constraint, name);
  return Number.isSafeInteger(given) ? Math.max(1, Number(given)) : 1;
}

/** A selector that there is not selects nothing, an empty one everything. */
function isSelected(selector: unknown, labels: Mapping): boolean {
  return isMapping(selector) && selects(selector, labels);
}
