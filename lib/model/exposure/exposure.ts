import { Finding } from '../core/issue';
import { readOptions } from '../core/options';
import { anything, boolean, instance, list, map, Reader, Readers, record, text } from '../core/reading';
import { withoutValue } from '../core/rules';
import { hasMethods, listOf } from '../core/untrusted';
import {
  ClusterIpOptions,
  HeadlessOptions,
  HttpRouteOptions,
  IngressExposureOptions,
  LoadBalancerOptions,
  NodePortOptions,
} from './exposure-options';
import { IngressTls } from './ingress-tls';
import { PathType, RoutePath, withoutSlash } from './route-path';
import { TrafficPolicy } from './traffic-policy';

/** Type of a Service. */
export enum ServiceType {
  /** Reachable inside the cluster only. */
  CLUSTER_IP = 'ClusterIP',
  /** Also on a port of every node. */
  NODE_PORT = 'NodePort',
  /** Also on an address that the cloud assigns. */
  LOAD_BALANCER = 'LoadBalancer',
}

/** Ways to reach a workload. */
export enum ExposureKind {
  /** Inside the cluster only. */
  CLUSTER_IP = 'ClusterIP',
  /** On a port of every node. */
  NODE_PORT = 'NodePort',
  /** On an address that the cloud assigns. */
  LOAD_BALANCER = 'LoadBalancer',
  /** Under a host name, through an Ingress controller. */
  INGRESS = 'Ingress',
  /** Under a host name, through a Gateway. */
  HTTP_ROUTE = 'HTTPRoute',
}

/** The part of a load balancer that its author decides. */
export interface LoadBalancerDetails {
  /** @default - that of the cluster */
  readonly className?: string;
  /** @default - the cloud assigns one */
  readonly loadBalancerIp?: string;
  /** @default - everywhere */
  readonly sourceRanges?: string[];
  /** @default true */
  readonly allocateNodePorts?: boolean;
}

/** The part of an Ingress or HTTPRoute that is its object. */
export interface RouteObject {
  /** @default - the name of the workload with `-ingress` or `-route` at the end */
  readonly name?: string;
  /** @default - those of the workload */
  readonly labels?: { [key: string]: string };
  /** @default - none */
  readonly annotations?: { [key: string]: string };
}

/** The part of an Ingress that its author decides. */
export interface IngressRoute extends RouteObject {
  /** How it has its certificate. */
  readonly tls: IngressTls;
  /** @default - the cluster's default class */
  readonly className?: string;
  /** @default false */
  readonly portByName?: boolean;
}

/** The part of an HTTPRoute that its author decides. */
export interface GatewayRoute extends RouteObject {
  /** Name of the Gateway. */
  readonly gateway: string;
  /** @default - that of the application */
  readonly gatewayNamespace?: string;
  /** @default - every listener that allows it */
  readonly listener?: string;
}

interface ExposureFields {
  readonly kind: ExposureKind;
  readonly problems: Finding[];
  readonly port?: number;
  readonly nodePort?: number;
  readonly host?: string;
  readonly aliases?: string[];
  readonly path?: string;
  readonly pathType?: PathType;
  readonly furtherPaths?: RoutePath[];
  readonly tls?: boolean;
  readonly headless?: boolean;
  readonly annotations?: { [key: string]: string };
  readonly externalTrafficPolicy?: TrafficPolicy;
  readonly loadBalancer?: LoadBalancerDetails;
  readonly ingress?: IngressRoute;
  readonly httpRoute?: GatewayRoute;
}

const HTTP_PORT = 80;
const HTTPS_PORT = 443;
const ROOT_PATH = '/';
/** Kinds whose Service can be reached from outside by itself; all others get a ClusterIP. */
const SERVICE_TYPES: ReadonlyMap<ExposureKind, ServiceType> = new Map([
  [ExposureKind.NODE_PORT, ServiceType.NODE_PORT],
  [ExposureKind.LOAD_BALANCER, ServiceType.LOAD_BALANCER],
]);

const texts = map(text);
const tls: Reader = instance('an IngressTls', (value) => hasMethods(value, ['findings']) && 'isEncrypted' in value);
const ROUTE_OPTIONS: Readers = {
  host: anything,
  port: anything,
  path: anything,
  pathType: text,
  aliases: list(text),
  furtherPaths: list(record({ path: text, pathType: text })),
  name: text,
  labels: texts,
  annotations: texts,
};
const NODE_PORT_OPTIONS: Readers = {
  port: anything,
  host: anything,
  nodePort: anything,
  externalTrafficPolicy: text,
  annotations: texts,
};

/**
 * How a workload can be reached, and under which address. Nothing is reachable from outside the cluster unless an
 * exposure says so.
 *
 * An exposure knows its public address only where its author configured one. It never invents an address that a
 * cluster has yet to assign.
 */
export class Exposure {
  /** Inside the cluster only. */
  static clusterIp(options: ClusterIpOptions = {}): Exposure {
    return new Exposure({ ...read(options, { port: anything, host: anything }), kind: ExposureKind.CLUSTER_IP });
  }

  /** Inside the cluster only, without an address of its own: DNS gives the addresses of the pods. */
  static headless(options: HeadlessOptions = {}): Exposure {
    return new Exposure({ ...read(options, { port: anything }), kind: ExposureKind.CLUSTER_IP, headless: true });
  }

  /** On a port of every node: for clusters on a developer's machine. */
  static nodePort(options: NodePortOptions = {}): Exposure {
    return new Exposure({ ...read(options, NODE_PORT_OPTIONS), kind: ExposureKind.NODE_PORT });
  }

  /** On an address of its own that the cloud assigns. Plain HTTP, except on port 443 or where `tls` says otherwise. */
  static loadBalancer(options: LoadBalancerOptions = {}): Exposure {
    const { className, loadBalancerIp, sourceRanges, allocateNodePorts, ...others } = read(options, {
      ...NODE_PORT_OPTIONS,
      tls: boolean,
      className: text,
      loadBalancerIp: text,
      sourceRanges: list(text),
      allocateNodePorts: boolean,
    });
    const { port = others.tls === true ? HTTPS_PORT : HTTP_PORT } = others;
    const isEncrypted = others.tls ?? port === HTTPS_PORT;
    const loadBalancer = { className, loadBalancerIp, sourceRanges, allocateNodePorts };
    return new Exposure({ ...others, kind: ExposureKind.LOAD_BALANCER, port, tls: isEncrypted, loadBalancer });
  }

  /** Through the cluster's Ingress controller, under a host name, by TLS unless it says otherwise. */
  static ingress(options: IngressExposureOptions): Exposure {
    const readers = { ...ROUTE_OPTIONS, tls, className: anything, portByName: boolean };
    const { className, name, labels, annotations, portByName, tls: given, ...others } = read(options, readers);
    const ingress = { tls: given ?? IngressTls.secret(), className, name, labels, annotations, portByName };
    const { path = ROOT_PATH } = others;
    return new Exposure({ ...others, kind: ExposureKind.INGRESS, path, tls: ingress.tls.isEncrypted, ingress });
  }

  /**
   * Through a Gateway, under a host name.
   *
   * @see https://gateway-api.sigs.k8s.io/api-types/httproute/
   */
  static httpRoute(options: HttpRouteOptions): Exposure {
    const readers = { ...ROUTE_OPTIONS, tls: boolean, gateway: anything, gatewayNamespace: anything, listener: text };
    const { gateway, gatewayNamespace, listener, name, labels, annotations, ...others } = read(options, readers);
    // A gateway that is missing is found by the rules.
    const httpRoute = { gateway: gateway as string, gatewayNamespace, listener, name, labels, annotations };
    const { path = ROOT_PATH, tls: isEncrypted = true } = others;
    return new Exposure({ ...others, kind: ExposureKind.HTTP_ROUTE, path, tls: isEncrypted, httpRoute });
  }

  /** The way in. */
  readonly kind: ExposureKind;
  /** Type of the Service behind it. */
  readonly serviceType: ServiceType;
  /** Whether the address begins with https. */
  readonly tls: boolean;
  /** Whether the Service has no address of its own. */
  readonly headless: boolean;
  /** @default - the port of the container */
  readonly port?: number;
  /** @default - the cluster chooses, or none for other kinds */
  readonly nodePort?: number;
  /** @default - not known */
  readonly host?: string;
  /** Further host names of a route. */
  readonly aliases: string[];
  /** @default - not routed by path */
  readonly path?: string;
  /** @default PathType.PREFIX */
  readonly pathType?: PathType;
  /** Further paths of a route. */
  readonly furtherPaths: RoutePath[];
  /** @default - none */
  readonly annotations?: { [key: string]: string };
  /** @default - pods of all nodes */
  readonly externalTrafficPolicy?: TrafficPolicy;
  /** @default - no load balancer */
  readonly loadBalancer?: LoadBalancerDetails;
  /** @default - no Ingress */
  readonly ingress?: IngressRoute;
  /** @default - no HTTPRoute */
  readonly httpRoute?: GatewayRoute;
  /** What is wrong with the types and names of the options that it was made of, with field names relative to it. */
  readonly problems: Finding[];

  private constructor(fields: ExposureFields) {
    this.kind = fields.kind;
    this.serviceType = SERVICE_TYPES.get(fields.kind) ?? ServiceType.CLUSTER_IP;
    this.tls = fields.tls ?? false;
    this.headless = fields.headless ?? false;
    this.port = fields.port;
    this.nodePort = fields.nodePort;
    this.host = fields.host;
    this.aliases = fields.aliases ?? [];
    this.path = fields.path;
    this.pathType = fields.pathType;
    this.furtherPaths = fields.furtherPaths ?? [];
    this.annotations = fields.annotations;
    this.externalTrafficPolicy = fields.externalTrafficPolicy;
    this.loadBalancer = fields.loadBalancer;
    this.ingress = fields.ingress;
    this.httpRoute = fields.httpRoute;
    this.problems = fields.problems;
  }

  /** The host names of a route, that of the address first; none where it is not routed by host. */
  get hosts(): string[] {
    return this.path === undefined ? [] : [...(typeof this.host === 'string' ? [this.host] : []), ...this.aliases];
  }

  /** The paths of a route, that of the address first; none where it is not routed by path. */
  get paths(): RoutePath[] {
    return this.path === undefined ? [] : [{ path: this.path, pathType: this.pathType }, ...listOf(this.furtherPaths)];
  }

  /**
   * The address that people open, without a slash at the end, or `undefined` where it is not known beforehand.
   *
   * @param containerPort the port of the Service where the exposure names none
   */
  publicUrl(containerPort: number): string | undefined {
    if (this.host === undefined) {
      return undefined;
    }
    if (this.path !== undefined) {
      return routeUrl(this.tls, this.host, { path: this.path, pathType: this.pathType });
    }
    const address = `${this.tls ? 'https' : 'http'}://${this.host}`;
    const port = this.kind === ExposureKind.NODE_PORT ? this.nodePort : (this.port ?? containerPort);
    if (port === undefined) {
      return undefined;
    }
    return port === (this.tls ? HTTPS_PORT : HTTP_PORT) ? address : `${address}:${port}`;
  }

  /** What an author wrote, in words: `LoadBalancer cloud.example.com`. */
  toString(): string {
    const port = this.nodePort ?? this.port;
    const path = this.path === ROOT_PATH ? '' : (this.path ?? '');
    const host = typeof this.host === 'string' ? withoutValue(this.host) : '';
    const headless = this.headless ? 'headless' : '';
    return [this.kind, headless, host + path, port === undefined ? '' : `port ${port}`].filter(Boolean).join(' ');
  }
}

/**
 * The address of a route, without a slash at the end; `undefined` where the path is an expression, for nobody can open
 * that.
 */
export function routeUrl(isEncrypted: boolean, host: string, { path, pathType }: RoutePath): string | undefined {
  const isLiteral = pathType === undefined || pathType === PathType.PREFIX || pathType === PathType.EXACT;
  const end = typeof path !== 'string' || path === ROOT_PATH ? '' : withoutSlash(path);
  return isLiteral || end === '' ? `${isEncrypted ? 'https' : 'http'}://${host}${end}` : undefined;
}

/** The options as far as they have the right types, and what is wrong with the rest. */
function read<T extends object>(options: T | undefined, readers: Readers): T & { problems: Finding[] } {
  const { options: known, wrong } = readOptions(options, readers);
  return { ...(known as T), problems: [...wrong] };
}
