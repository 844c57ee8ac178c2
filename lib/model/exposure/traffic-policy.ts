/** Which pods get traffic that arrives at a node. */
export enum TrafficPolicy {
  /** Those of all nodes. */
  CLUSTER = 'Cluster',
  /** Those of the node itself, which then see the address of the client. */
  LOCAL = 'Local',
}
