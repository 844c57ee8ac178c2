import { IngressTls } from './ingress-tls';
import { PathType, RoutePath } from './route-path';
import { TrafficPolicy } from './traffic-policy';

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

/** How a Service without an address of its own is reached: DNS gives the addresses of its pods. */
export interface HeadlessOptions {
  /**
   * Port of the Service.
   * @default - the port of the container
   */
  readonly port?: number;
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
  /**
   * Which pods get traffic from outside. `Local` keeps the address of the client.
   * @default - those of all nodes
   */
  readonly externalTrafficPolicy?: TrafficPolicy;
  /**
   * Annotations of the Service.
   * @default - none
   */
  readonly annotations?: { [key: string]: string };
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
  /**
   * Class of the load balancer, for example `service.k8s.aws/nlb`. It can never be changed.
   * @default - that of the cluster
   */
  readonly className?: string;
  /**
   * Address that the load balancer shall have, where the cloud lets one be chosen. Deprecated in Kubernetes, since clouds
   * differ: most have an annotation for it.
   * @default - the cloud assigns one
   */
  readonly loadBalancerIp?: string;
  /**
   * Networks from which it can be reached, for example `203.0.113.0/24`.
   * @default - everywhere
   */
  readonly sourceRanges?: string[];
  /**
   * Which pods get traffic from outside. `Local` keeps the address of the client.
   * @default - those of all nodes
   */
  readonly externalTrafficPolicy?: TrafficPolicy;
  /**
   * Port on every node, 30000 to 32767.
   * @default - the cluster chooses one
   */
  readonly nodePort?: number;
  /**
   * Whether nodes have ports for it too. A load balancer that sends to the pods needs none.
   * @default true
   */
  readonly allocateNodePorts?: boolean;
  /**
   * Annotations of the Service, which configure the load balancer of a cloud; `InternalLoadBalancer` has some.
   * @default - none
   */
  readonly annotations?: { [key: string]: string };
}

/** How a Service behind an Ingress is reached. By TLS, unless it says otherwise. */
export interface IngressExposureOptions {
  /** Host name that users type, for example `shop.example.com`. */
  readonly host: string;
  /**
   * Path below which requests reach the Service.
   * @default '/'
   */
  readonly path?: string;
  /**
   * How the Ingress has its certificate.
   * @default - from the Secret with the name of the workload and `-tls` at the end, which somebody else creates
   */
  readonly tls?: IngressTls;
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
  /**
   * Further host names under which the same is reached, also such as `*.example.com`.
   * @default - none
   */
  readonly aliases?: string[];
  /**
   * How the path is compared with that of a request.
   * @default PathType.PREFIX
   */
  readonly pathType?: PathType;
  /**
   * Further paths that lead to the Service.
   * @default - none
   */
  readonly furtherPaths?: RoutePath[];
  /**
   * Name of the Ingress.
   * @default - the name of the workload with `-ingress` at the end
   */
  readonly name?: string;
  /**
   * Labels of the Ingress. They take the place of those of the workload.
   * @default - those of the workload
   */
  readonly labels?: { [key: string]: string };
  /**
   * Annotations of the Ingress, which configure its controller.
   * @default - none, but that of an issuer
   */
  readonly annotations?: { [key: string]: string };
  /**
   * Whether the Ingress names the port of the Service by its name, in place of its number.
   * @default false
   */
  readonly portByName?: boolean;
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
  /**
   * Further host names under which the same is reached, also such as `*.example.com`.
   * @default - none
   */
  readonly aliases?: string[];
  /**
   * How the path is compared with that of a request.
   * @default PathType.PREFIX
   */
  readonly pathType?: PathType;
  /**
   * Further paths that lead to the Service.
   * @default - none
   */
  readonly furtherPaths?: RoutePath[];
  /**
   * Name of the Gateway's listener that the route attaches to.
   * @default - all that allow it
   */
  readonly listener?: string;
  /**
   * Name of the HTTPRoute.
   * @default - the name of the workload with `-route` at the end
   */
  readonly name?: string;
  /**
   * Labels of the HTTPRoute. They take the place of those of the workload.
   * @default - those of the workload
   */
  readonly labels?: { [key: string]: string };
  /**
   * Annotations of the HTTPRoute.
   * @default - none
   */
  readonly annotations?: { [key: string]: string };
}
