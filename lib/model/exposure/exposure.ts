import { Finding } from '../core/issue';
import { dnsLabel, dnsSubdomain } from '../core/names';
import { portNumber, wholeNumber, withoutValue } from '../core/rules';
import { fieldsOf } from '../core/untrusted';
import { Stage } from '../deployment/stage';
import { hostFindings } from './host-rules';
import { routePathFindings } from './route-path';

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

/** How a Service inside the cluster is reached. */
export interface ClusterIpOptions {
  /**
   * Port of the Service.
   * @default - the port of the container
   */
  readonly port?: number;
  /**
   * Host name under which people reach it all the same, for example `localhost` while `kubectl port-forward` runs.
   * @default - none: it has no address outside the cluster
   */
  readonly host?: string;
}

/** How a Service on a port of every node is reached. */
export interface NodePortOptions {
  /**
   * Port on every node, 30000 to 32767.
   * @default - the cluster chooses one, so the address is not known beforehand
   */
  readonly nodePort?: number;
  /**
   * Port of the Service inside the cluster.
   * @default - the port of the container
   */
  readonly port?: number;
  /**
   * Host name or IPv4 address of a node.
   * @default - none: the address is not known beforehand
   */
  readonly host?: string;
}

/** How a Service behind the cloud's load balancer is reached. */
export interface LoadBalancerOptions {
  /**
   * Port of the load balancer and of the Service.
   * @default - 443 with `tls: true`, else 80
   */
  readonly port?: number;
  /**
   * Whether the load balancer or the process behind it speaks TLS on that port, so that the address begins with https.
   * This library configures no certificate for it.
   * @default - true on port 443, else false
   */
  readonly tls?: boolean;
  /**
   * DNS name that points, or will point, at the load balancer. The cloud assigns the address itself only after
   * the Service was applied, so manifests can never hold it.
   * @default - none: the address is not known beforehand
   */
  readonly host?: string;
}

/** How a Service behind an Ingress is reached. Always by TLS. */
export interface IngressExposureOptions {
  /** Host name that users type, for example `shop.example.com`. */
  readonly host: string;
  /**
   * Path below which requests reach the Service.
   * @default '/'
   */
  readonly path?: string;
  /**
   * Name of the Secret of type kubernetes.io/tls with the certificate for the host. It is referenced, not rendered.
   * @default - the name of the workload with `-tls` at the end
   */
  readonly tlsSecretName?: string;
  /**
   * Name of the IngressClass.
   * @default - the cluster's default class
   */
  readonly className?: string;
  /**
   * Port of the Service inside the cluster.
   * @default - the port of the container
   */
  readonly port?: number;
}

/** How a Service behind a Gateway is reached. The Gateway's listener holds the certificate. */
export interface HttpRouteOptions {
  /** Host name that users type, for example `shop.example.com`. */
  readonly host: string;
  /** Name of the Gateway that the route attaches to. */
  readonly gateway: string;
  /**
   * Namespace of the Gateway.
   * @default - that of the application
   */
  readonly gatewayNamespace?: string;
  /**
   * Path below which requests reach the Service.
   * @default '/'
   */
  readonly path?: string;
  /**
   * Whether the listener ends TLS, so that the address begins with https.
   * @default true
   */
  readonly tls?: boolean;
  /**
   * Port of the Service inside the cluster.
   * @default - the port of the container
   */
  readonly port?: number;
}

/** The part of an Ingress that its author decides. */
export interface IngressRoute {
  /** @default - the name of the workload with `-tls` at the end */
  readonly tlsSecretName?: string;
  /** @default - the cluster's default class */
  readonly className?: string;
}

/** The part of an HTTPRoute that its author decides. */
export interface GatewayRoute {
  /** Name of the Gateway. */
  readonly gateway: string;
  /** @default - that of the application */
  readonly gatewayNamespace?: string;
}

interface ExposureFields {
  readonly kind: ExposureKind;
  readonly port?: number;
  readonly nodePort?: number;
  readonly host?: string;
  readonly path?: string;
  readonly tls?: boolean;
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
/** Kubernetes' default range; an API server can be configured otherwise, which no managed cluster offers. */
const NODE_PORTS = { min: 30000, max: 32767 };

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
    return new Exposure({ ...options, kind: ExposureKind.CLUSTER_IP });
  }

  /** On a port of every node: for clusters on a developer's machine. */
  static nodePort(options: NodePortOptions = {}): Exposure {
    return new Exposure({ ...options, kind: ExposureKind.NODE_PORT });
  }

  /** On an address of its own that the cloud assigns. Plain HTTP, except on port 443 or where `tls` says otherwise. */
  static loadBalancer(options: LoadBalancerOptions = {}): Exposure {
    const { host, tls, port = tls === true ? HTTPS_PORT : HTTP_PORT } = fieldsOf(options);
    return new Exposure({ kind: ExposureKind.LOAD_BALANCER, host, port, tls: tls ?? port === HTTPS_PORT });
  }

  /** Through the cluster's Ingress controller, under a host name, by TLS. */
  static ingress(options: IngressExposureOptions): Exposure {
    const { host, path = ROOT_PATH, port, tlsSecretName, className } = fieldsOf(options);
    const ingress = { tlsSecretName, className };
    return new Exposure({ kind: ExposureKind.INGRESS, port, host, path, tls: true, ingress });
  }

  /**
   * Through a Gateway, under a host name.
   *
   * @see https://gateway-api.sigs.k8s.io/api-types/httproute/
   */
  static httpRoute(options: HttpRouteOptions): Exposure {
    const { host, path = ROOT_PATH, port, tls = true, gateway, gatewayNamespace } = fieldsOf(options);
    // A gateway that is missing is found by the rules.
    const httpRoute = { gateway: gateway as string, gatewayNamespace };
    return new Exposure({ kind: ExposureKind.HTTP_ROUTE, port, host, path, tls, httpRoute });
  }

  /** The way in. */
  readonly kind: ExposureKind;
  /** Type of the Service behind it. */
  readonly serviceType: ServiceType;
  /** Whether the address begins with https. */
  readonly tls: boolean;
  /** @default - the port of the container */
  readonly port?: number;
  /** @default - the cluster chooses, or none for other kinds */
  readonly nodePort?: number;
  /** @default - not known */
  readonly host?: string;
  /** @default - not routed by path */
  readonly path?: string;
  /** @default - no Ingress */
  readonly ingress?: IngressRoute;
  /** @default - no HTTPRoute */
  readonly httpRoute?: GatewayRoute;

  private constructor(fields: ExposureFields) {
    this.kind = fields.kind;
    this.serviceType = SERVICE_TYPES.get(fields.kind) ?? ServiceType.CLUSTER_IP;
    this.tls = fields.tls ?? false;
    this.port = fields.port;
    this.nodePort = fields.nodePort;
    this.host = fields.host;
    this.path = fields.path;
    this.ingress = fields.ingress;
    this.httpRoute = fields.httpRoute;
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
    const address = `${this.tls ? 'https' : 'http'}://${this.host}`;
    if (this.path !== undefined) {
      return address + (this.path === ROOT_PATH ? '' : this.path);
    }
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
    return [this.kind, host + path, port === undefined ? '' : `port ${port}`].filter(Boolean).join(' ');
  }
}

/**
 * Ports are in range, routes have a host and a path that Kubernetes accepts, and hosts are such that somebody outside
 * the cluster could resolve them.
 *
 * @param stage stage of the environment; outside development, nobody else reaches localhost
 */
export function exposureFindings(field: string, exposure: Exposure, stage?: Stage): Finding[] {
  const { kind, port, nodePort, host, path, ingress, httpRoute } = fieldsOf(exposure);
  const isRouted = kind === ExposureKind.INGRESS || kind === ExposureKind.HTTP_ROUTE;
  return [
    ...(port === undefined ? [] : portNumber(`${field}.port`, port)),
    ...(nodePort === undefined ? [] : nodePortFindings(`${field}.nodePort`, nodePort)),
    ...hostFindings(`${field}.host`, host, { isRouted, stage }),
    ...(isRouted ? routePathFindings(`${field}.path`, path) : []),
    ...(ingress?.tlsSecretName === undefined ? [] : dnsSubdomain(`${field}.tlsSecretName`, ingress.tlsSecretName)),
    ...(ingress?.className === undefined ? [] : dnsSubdomain(`${field}.className`, ingress.className)),
    ...(httpRoute === undefined ? [] : dnsSubdomain(`${field}.gateway`, httpRoute.gateway)),
    ...(httpRoute?.gatewayNamespace === undefined
      ? []
      : dnsLabel(`${field}.gatewayNamespace`, httpRoute.gatewayNamespace)),
  ];
}

function nodePortFindings(field: string, given: number): Finding[] {
  return wholeNumber(field, given, NODE_PORTS, {
    code: 'node-port-out-of-range',
    remedy: 'Choose a port of that range, or leave it out and the cluster chooses one.',
  });
}
