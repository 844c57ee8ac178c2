import { Protocol } from '../model/exposure/protocol';

/** Ways by which traffic from outside of the application reaches pods. */
export enum TrafficSource {
  /** An Ingress routes to the port. */
  INGRESS_CONTROLLER = 'ingress-controller',
  /** An HTTPRoute routes to the port. */
  GATEWAY = 'gateway',
  /** A Service of type LoadBalancer. */
  LOAD_BALANCER = 'load-balancer',
  /** A Service of type NodePort. */
  NODE_PORT = 'node-port',
}

/** A port of pods that can be reached from outside of the application. */
export interface TrafficEntry {
  /** The way. */
  readonly source: TrafficSource;
  /** Port of the container. */
  readonly port: number;
  /** Its transport protocol. */
  readonly protocol: Protocol;
  /**
   * Networks from which a load balancer lets traffic in.
   * @default - everywhere
   */
  readonly sourceRanges?: string[];
  /**
   * Namespace of the Gateway.
   * @default - that of the application
   */
  readonly gatewayNamespace?: string;
}

/** Every value once, in an order that does not depend on that of definition. */
export function distinct<T extends object>(values: readonly T[]): T[] {
  const known = new Map(values.map((value) => [JSON.stringify(value), value]));
  return [...known].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
}
