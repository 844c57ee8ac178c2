/*
 * Placing pods on nodes, without a word of Kubernetes: equal pods are one kind, equal nodes one pool, and all that can
 * keep a pod off a node is one of the constraints below. Amounts are vectors, whose positions are resources.
 */

/** Amounts by resource. A resource beyond the end of a vector is nothing. */
export type Amounts = readonly number[];

/** A node, empty but for what always runs there. */
export interface NodeSpace {
  /** Index of its pool. */
  readonly pool: number;
  /** What it offers. */
  readonly free: Amounts;
}

/** Equal pods. */
export interface PodKind {
  /** What each requests. */
  readonly request: Amounts;
  /** By pool: whether the pods may run on its nodes. */
  readonly pools: readonly boolean[];
}

/** Parts that a cluster is divided into: its nodes, or what a label of the nodes divides it into. */
export interface Topology {
  /**
   * By pool: the domain that its nodes are in, -1 for none.
   * @default - every node is a domain of its own
   */
  readonly domainOfPool?: readonly number[];
}

/** Two kinds, or pods of one, never share a domain. */
export interface Apart {
  readonly kinds: readonly number[];
  readonly topology: Topology;
}

/** Pods of a kind run only where pods of other kinds, or of the same, run already. */
export interface Near {
  readonly kind: number;
  readonly targets: readonly number[];
  readonly topology: Topology;
}

/** The numbers of a kind's pods in two domains differ by so much at most. */
export interface Spread {
  readonly kind: number;
  readonly topology: Topology;
  readonly maxSkew: number;
  /** With fewer domains than these, an empty one is imagined. */
  readonly minDomains: number;
  /** By pool: whether domains of its nodes count. */
  readonly pools: readonly boolean[];
}

/** What is to be placed, and where. How many pods of each kind is said apart. */
export interface PlacementProblem {
  /** Nodes of one pool stand next to each other. */
  readonly nodes: readonly NodeSpace[];
  readonly kinds: readonly PodKind[];
  readonly apart: readonly Apart[];
  readonly near: readonly Near[];
  readonly spread: readonly Spread[];
}

/** The domain of a node, -1 for none. */
export function domainOf({ domainOfPool }: Topology, nodes: readonly NodeSpace[], node: number): number {
  return domainOfPool === undefined ? node : (domainOfPool[nodes[node]?.pool ?? -1] ?? -1);
}

/** How many pods of the request fit into the room, `Infinity` where they request nothing. */
export function timesIn(room: Amounts, request: Amounts): number {
  let most = Infinity;
  for (let resource = 0; resource < request.length; resource += 1) {
    const amount = request[resource] ?? 0;
    if (amount > 0) {
      most = Math.min(most, Math.floor((room[resource] ?? 0) / amount));
    }
  }
  return Math.max(0, most);
}
