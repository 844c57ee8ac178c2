import { Finding, show } from './issue';
import { dnsLabel, dnsSubdomain } from './names';
import { portNumber, wholeNumber } from './rules';

/** Type of a Service. */
export enum ServiceType {
  /** Reachable inside the cluster only. */
  CLUSTER_IP = 'ClusterIP',
  /** Also on a port of every node. */
  NODE_PORT = 'NodePort',
  /** Also on an address that the cloud assigns. */
  LOAD_BALANCER = 'LoadBalancer',
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
   * Host name or address of a node.
   * @default - none: the address is not known beforehand
   */
  readonly host?: string;
}

/** How a Service behind the cloud's load balancer is reached. */
export interface LoadBalancerOptions {
  /**
   * Port of the load balancer and of the Service.
   * @default 80
   */
  readonly port?: number;
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

/** The HTTPS route to a Service. */
export interface IngressRoute {
  readonly host: string;
  /** @default - the name of the workload with `-tls` at the end */
  readonly tlsSecretName?: string;
  /** @default - the cluster's default class */
  readonly className?: string;
}

interface ExposureFields {
  readonly serviceType: ServiceType;
  readonly port?: number;
  readonly nodePort?: number;
  readonly host?: string;
  readonly ingress?: IngressRoute;
}

const HTTP_PORT = 80;
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
    return new Exposure({ ...options, serviceType: ServiceType.CLUSTER_IP });
  }

  /** On a port of every node: for clusters on a developer's machine. */
  static nodePort(options: NodePortOptions = {}): Exposure {
    return new Exposure({ ...options, serviceType: ServiceType.NODE_PORT });
  }

  /** On an address of its own that the cloud assigns. Plain HTTP unless the provider ends TLS. */
  static loadBalancer(options: LoadBalancerOptions = {}): Exposure {
    return new Exposure({ ...options, serviceType: ServiceType.LOAD_BALANCER, port: options.port ?? HTTP_PORT });
  }

  /** Through the cluster's Ingress controller, under a host name, by TLS. */
  static ingress(options: IngressExposureOptions): Exposure {
    const { port, ...ingress } = options;
    return new Exposure({ serviceType: ServiceType.CLUSTER_IP, port, host: ingress.host, ingress });
  }

  /** Type of the Service. */
  readonly serviceType: ServiceType;
  /** @default - the port of the container */
  readonly port?: number;
  /** @default - the cluster chooses, or none for other types */
  readonly nodePort?: number;
  /** @default - not known */
  readonly host?: string;
  /** @default - no Ingress */
  readonly ingress?: IngressRoute;

  private constructor(fields: ExposureFields) {
    this.serviceType = fields.serviceType;
    this.port = fields.port;
    this.nodePort = fields.nodePort;
    this.host = fields.host;
    this.ingress = fields.ingress;
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
    if (this.ingress !== undefined) {
      return `https://${this.host}`;
    }
    const port = this.serviceType === ServiceType.NODE_PORT ? this.nodePort : (this.port ?? containerPort);
    if (port === undefined) {
      return undefined;
    }
    return port === HTTP_PORT ? `http://${this.host}` : `http://${this.host}:${port}`;
  }

  /** What an author wrote, in words, for messages. */
  toString(): string {
    return this.ingress === undefined ? this.serviceType : 'Ingress';
  }
}

/** Ports are in range, and host names are such that somebody outside the cluster could resolve them. */
export function exposureFindings(field: string, exposure: Exposure): Finding[] {
  const { port, nodePort, host, ingress } = exposure;
  return [
    ...(port === undefined ? [] : portNumber(`${field}.port`, port)),
    ...(nodePort === undefined ? [] : nodePortFindings(`${field}.nodePort`, nodePort)),
    ...(host === undefined ? [] : publicHostFindings(`${field}.host`, host)),
    ...(ingress?.tlsSecretName === undefined ? [] : dnsSubdomain(`${field}.tlsSecretName`, ingress.tlsSecretName)),
    ...(ingress?.className === undefined ? [] : dnsLabel(`${field}.className`, ingress.className)),
  ];
}

function nodePortFindings(field: string, given: number): Finding[] {
  return wholeNumber(field, given, NODE_PORTS, {
    code: 'node-port-out-of-range',
    remedy: 'Choose a port of that range, or leave it out and the cluster chooses one.',
  });
}

/** Refuses names that only the cluster's DNS knows, placeholders, and addresses with a scheme or path. */
function publicHostFindings(field: string, given: string): Finding[] {
  const internal = given !== 'localhost' && (!given.includes('.') || /\.svc$|\.svc\.|\.cluster\.local$/.test(given));
  if (!internal && dnsSubdomain(field, given).length === 0) {
    return [];
  }
  return [
    {
      code: 'host-not-public',
      field,
      given: show(given),
      allowed: 'a DNS name or IP address that a browser outside the cluster can reach, without scheme, port and path',
      remedy: 'Configure the real host name; leave it out where only the cluster will know it.',
    },
  ];
}
