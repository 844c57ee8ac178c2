import { Lifecycle } from '../core/lifecycle';
import { fieldsOf } from '../core/untrusted';

/** State of a cluster. */
export enum ClusterState {
  /** It is being created, or not all declared nodes are ready. */
  PROVISIONING = 'PROVISIONING',
  /** The control plane and all declared nodes are ready. */
  ACTIVE = 'ACTIVE',
  /** Its version or its nodes are being changed. */
  UPDATING = 'UPDATING',
  /** It is being deleted. */
  DELETING = 'DELETING',
  /** It is gone. */
  DELETED = 'DELETED',
  /** The provider gave up creating, changing, running or deleting it. */
  FAILED = 'FAILED',
}

/** What happens to a cluster. */
export enum ClusterEvent {
  /** The control plane and all declared nodes became ready. */
  PROVISIONED = 'provisioned',
  /** Fewer nodes are ready than were declared. */
  NODES_LOST = 'nodes-lost',
  /** Somebody asked for another version or other nodes. */
  UPDATE_STARTED = 'update-started',
  /** The change is complete. */
  UPDATED = 'updated',
  /** The provider reports that it could not do what it was asked for. */
  FAILED = 'failed',
  /** Everything became ready again without a further change. */
  RECOVERED = 'recovered',
  /** Somebody asked for its deletion. */
  DELETION_STARTED = 'deletion-started',
  /** The provider no longer knows it. */
  DELETED = 'deleted',
}

/** Lifecycle of a cluster; `docs/model.md` has the diagram and the reasons. */
export const CLUSTER_LIFECYCLE: Lifecycle = new Lifecycle({
  name: 'cluster',
  states: Object.values(ClusterState),
  initial: ClusterState.PROVISIONING,
  transitions: [
    { from: ClusterState.PROVISIONING, event: ClusterEvent.PROVISIONED, to: ClusterState.ACTIVE },
    { from: ClusterState.PROVISIONING, event: ClusterEvent.FAILED, to: ClusterState.FAILED },
    { from: ClusterState.ACTIVE, event: ClusterEvent.UPDATE_STARTED, to: ClusterState.UPDATING },
    { from: ClusterState.ACTIVE, event: ClusterEvent.NODES_LOST, to: ClusterState.PROVISIONING },
    { from: ClusterState.ACTIVE, event: ClusterEvent.FAILED, to: ClusterState.FAILED },
    { from: ClusterState.ACTIVE, event: ClusterEvent.DELETION_STARTED, to: ClusterState.DELETING },
    { from: ClusterState.UPDATING, event: ClusterEvent.UPDATED, to: ClusterState.ACTIVE },
    { from: ClusterState.UPDATING, event: ClusterEvent.FAILED, to: ClusterState.FAILED },
    { from: ClusterState.FAILED, event: ClusterEvent.RECOVERED, to: ClusterState.ACTIVE },
    { from: ClusterState.FAILED, event: ClusterEvent.UPDATE_STARTED, to: ClusterState.UPDATING },
    { from: ClusterState.FAILED, event: ClusterEvent.DELETION_STARTED, to: ClusterState.DELETING },
    { from: ClusterState.DELETING, event: ClusterEvent.DELETED, to: ClusterState.DELETED },
    { from: ClusterState.DELETING, event: ClusterEvent.FAILED, to: ClusterState.FAILED },
  ],
});

/** What was observed of a cluster's existence, as far as its state depends on it. */
export interface ClusterStateFacts {
  /**
   * Whether the provider knows the cluster.
   * @default - not observed; a control plane that answers shows that it exists
   */
  readonly exists?: boolean;
  /**
   * Whether somebody asked for its deletion.
   * @default - not observed
   */
  readonly deletionRequested?: boolean;
  /**
   * Whether the API server answers that it is ready.
   * @default - not observed
   */
  readonly controlPlaneReady?: boolean;
  /**
   * Number of nodes whose condition Ready is true.
   * @default - not observed
   */
  readonly nodesReady?: number;
  /**
   * Number of nodes that were asked for.
   * @default - not known
   */
  readonly nodesDeclared?: number;
  /**
   * Whether the provider is changing its version or its nodes.
   * @default - not observed
   */
  readonly updating?: boolean;
  /**
   * Whether the provider reports a failure: FAILED of OKE, EKS and AKS, ERROR and DEGRADED of GKE.
   * @default - not observed; what is not complete counts as under way
   */
  readonly failed?: boolean;
}

/**
 * The state of a cluster as the facts show it, or `undefined` where they do not suffice. `ACTIVE` needs every fact
 * that it claims: nobody deletes or changes the cluster, the control plane and all nodes are ready. Where these are
 * observed, a failure that the provider still reports, of an earlier change, is not the cluster's state.
 */
export function clusterState(facts: ClusterStateFacts): ClusterState | undefined {
  const observed = fieldsOf(facts);
  const { exists, deletionRequested, failed } = observed;
  if (deletionRequested === true && exists === false) {
    return ClusterState.DELETED;
  }
  const state = deletionRequested === false ? livingState(observed) : deletionState(observed);
  return failed === true && state !== ClusterState.ACTIVE ? ClusterState.FAILED : state;
}

function deletionState({ deletionRequested, exists, controlPlaneReady }: ClusterStateFacts): ClusterState | undefined {
  const isThere = exists === true || controlPlaneReady === true;
  return deletionRequested === true && isThere ? ClusterState.DELETING : undefined;
}

function livingState(facts: ClusterStateFacts): ClusterState | undefined {
  if (facts.exists === false) {
    return ClusterState.PROVISIONING;
  }
  if (facts.updating === true) {
    return ClusterState.UPDATING;
  }
  return facts.updating === false ? readiness(facts) : undefined;
}

function readiness({ controlPlaneReady, nodesReady, nodesDeclared }: ClusterStateFacts): ClusterState | undefined {
  if (controlPlaneReady === false) {
    return ClusterState.PROVISIONING;
  }
  if (!isCount(nodesReady, 0) || !isCount(nodesDeclared, 1)) {
    return undefined;
  }
  if (nodesReady < nodesDeclared) {
    return ClusterState.PROVISIONING;
  }
  return controlPlaneReady === true ? ClusterState.ACTIVE : undefined;
}

function isCount(value: number | undefined, least: number): value is number {
  return Number.isSafeInteger(value) && (value as number) >= least;
}
