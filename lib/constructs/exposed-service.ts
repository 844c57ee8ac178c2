import { Chart } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { Finding } from '../model/core/issue';
import { ExposureKind, GatewayRoute, IngressRoute, ServiceType } from '../model/exposure/exposure';
import { Protocol } from '../model/exposure/protocol';
import { ServedPort, ServiceExposure } from '../model/exposure/service-exposure';
import { FurtherServiceOptions, ServicePort } from '../model/exposure/service-object';
import { claim } from './exposure-claims';
import { certificatesOf, declareExternal } from './external-objects';
import { KubernetesObject } from './kubernetes-object';
import { LabelsOfObject } from './labels';
import { httpRouteManifest } from './routing/http-route-manifest';
import { ingressManifest } from './routing/ingress-manifest';
import { distinct, TrafficEntry, TrafficSource } from './traffic-entry';
import { Validation } from './validation';
import { Written } from './written';

/** Options of `ExposedService`. */
export interface ExposedServiceProps {
  /** Name and ports of the Service, and how it can be reached. */
  readonly exposure: ServiceExposure;
  /** What the Service has besides. */
  readonly options: FurtherServiceOptions;
  /** The property of the workload that holds the exposure. */
  readonly field: string;
  /** Name that the objects of the route begin with. */
  readonly routeName: string;
  /** Labels of an object. */
  readonly labelsOf: LabelsOfObject;
  /** Labels of the pods that the Service sends traffic to. */
  readonly selector: { [key: string]: string };
  /** Whether values are written that Kubernetes fills in itself. */
  readonly fillsIn: boolean;
}

/** A route to a Service that is defined elsewhere, by a `WebIngress` or `WebRoute`. */
export interface RouteToService {
  /** @default - it has no address that can be known */
  readonly url?: string;
  /** What reaches the pods by it. */
  readonly entry: TrafficEntry;
}

/** What stands in for an address after its absence was reported. RFC 2606 guarantees that it never resolves. */
const NO_ADDRESS = 'http://address-unknown.invalid';

/**
 * A Service and, where its exposure asks for one, the Ingress or HTTPRoute that routes to it. They share one
 * definition of name and port, so a route cannot point at a Service or port that does not exist.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/
 */
export class ExposedService extends Construct {
  /** Name and ports of the Service, and how it can be reached. */
  readonly exposure: ServiceExposure;

  /** The Service. */
  readonly service: KubernetesObject;
  /** @default - no Ingress */
  readonly ingress?: KubernetesObject;
  /** @default - no HTTPRoute */
  readonly httpRoute?: KubernetesObject;

  readonly #props: ExposedServiceProps;
  readonly #routes: RouteToService[] = [];
  #isAsked = false;

  constructor(scope: Construct, id: string, props: ExposedServiceProps) {
    super(scope, id);
    this.#props = props;
    this.exposure = props.exposure;
    claim(this, { exposure: props.exposure, field: props.field });
    this.service = this.renderService();
    const { ingress, httpRoute } = this.exposure.exposure;
    this.ingress = ingress === undefined ? undefined : this.renderIngress(ingress);
    this.httpRoute = httpRoute === undefined ? undefined : this.renderHttpRoute(httpRoute);
  }

  /** Name of the Service. */
  get serviceName(): string {
    return this.exposure.serviceName;
  }

  /** Every port of the Service, that of the address first: a copy. */
  get ports(): ServedPort[] {
    return [...this.exposure.ports];
  }

  /** The address that people open as far as it is known now: that of the exposure, or of the first route. */
  get knownUrl(): string | undefined {
    return this.exposure.publicUrl ?? this.#routes.find(({ url }) => url !== undefined)?.url;
  }

  /**
   * The address that people open; reported as `address-unknown` where neither the exposure nor a route that is defined by
   * now knows it.
   */
  get publicUrl(): string {
    const url = this.knownUrl;
    if (url === undefined && !this.#isAsked) {
      this.#isAsked = true;
      Validation.of(this.node.scope ?? this).addRule(() => [this.addressFinding()]);
    }
    return url ?? NO_ADDRESS;
  }

  /** Ways by which traffic from outside of the application reaches the pods through this Service: a copy. */
  entries(): TrafficEntry[] {
    return distinct([...this.ownEntries(), ...this.#routes.map(({ entry }) => entry)]);
  }

  /** Makes a route known that a `WebIngress` or `WebRoute` has to this Service. */
  addRoute(route: RouteToService): void {
    this.#routes.push(route);
  }

  private ownEntries(): TrafficEntry[] {
    const { exposure, ports } = this.exposure;
    const { serviceType, loadBalancer, ingress, httpRoute } = exposure;
    const [first] = ports;
    const routed: TrafficEntry[] = [
      ...(ingress === undefined || first === undefined ? [] : [entryOf(TrafficSource.INGRESS_CONTROLLER, first)]),
      ...(httpRoute === undefined || first === undefined
        ? []
        : [entryOf(TrafficSource.GATEWAY, first, { gatewayNamespace: this.otherNamespace(httpRoute) })]),
    ];
    switch (serviceType) {
      case ServiceType.LOAD_BALANCER:
        return ports.map((port) =>
          entryOf(TrafficSource.LOAD_BALANCER, port, { sourceRanges: loadBalancer?.sourceRanges }),
        );
      case ServiceType.NODE_PORT:
        return ports.map((port) => entryOf(TrafficSource.NODE_PORT, port));
      default:
        return routed;
    }
  }

  /** The namespace of the Gateway where it is another one. */
  private otherNamespace({ gatewayNamespace }: GatewayRoute): string | undefined {
    return gatewayNamespace === Chart.of(this).namespace ? undefined : gatewayNamespace;
  }

  /** Late, so that it can say whether the address was only asked for too early. */
  private addressFinding(): Finding {
    const { kind, host } = this.exposure.exposure;
    const { field } = this.#props;
    if (this.knownUrl !== undefined) {
      return {
        code: 'address-asked-early',
        field: `${field}.host`,
        given: 'publicUrl before the route to the workload was defined',
        allowed: 'publicUrl after the WebIngress or WebRoute that has the address',
        remedy: 'Define the route first and use the address then, for example by `config.add(key, web.publicUrl)`.',
      };
    }
    const part = kind === ExposureKind.NODE_PORT && host !== undefined ? 'nodePort' : 'host';
    return {
      code: 'address-unknown',
      field: `${field}.host`,
      given: `${kind} without ${part}`,
      allowed: 'an exposure whose public address is configured, because something else is rendered with it',
      remedy: remedy(kind),
    };
  }

  private renderService(): KubernetesObject {
    const { options, labelsOf, selector, fillsIn } = this.#props;
    const { serviceName, serviceType, exposure, ports } = this.exposure;
    const { externalTrafficPolicy, loadBalancer = {}, annotations } = exposure;
    const { sessionAffinity, sessionAffinitySeconds } = options;
    const spec: Written<k8s.ServiceSpec> = {
      type: fillsIn || isTypeSaid(options, serviceType) ? serviceType : undefined,
      clusterIP: exposure.headless ? 'None' : options.clusterIp,
      selector: options.selector ?? selector,
      ports: ports.map((port, index) => servicePort(port, fillsIn ? port : options.ports?.[index])),
      sessionAffinity,
      sessionAffinityConfig:
        sessionAffinitySeconds === undefined ? undefined : { clientIP: { timeoutSeconds: sessionAffinitySeconds } },
      publishNotReadyAddresses: options.publishNotReadyAddresses,
      internalTrafficPolicy: options.internalTrafficPolicy,
      ipFamilies: options.ipFamilies,
      ipFamilyPolicy: options.ipFamilyPolicy,
      externalTrafficPolicy,
      loadBalancerClass: loadBalancer.className,
      loadBalancerIP: loadBalancer.loadBalancerIp,
      loadBalancerSourceRanges: loadBalancer.sourceRanges,
      allocateLoadBalancerNodePorts: loadBalancer.allocateNodePorts,
    };
    const metadata = {
      name: serviceName,
      labels: labelsOf(options.labels),
      annotations: { ...options.annotations, ...annotations },
    };
    return new KubernetesObject(this, 'Resource', { apiVersion: 'v1', kind: 'Service', metadata, spec });
  }

  private renderIngress(ingress: IngressRoute): KubernetesObject {
    const { routeName, labelsOf } = this.#props;
    const { serviceName, ports, exposure } = this.exposure;
    const { number, name } = { number: ports[0]?.port, name: ingress.portByName === true ? ports[0]?.name : undefined };
    const backend = { serviceName, port: number, portName: name };
    declareExternal(this, ...certificatesOf([ingress.tls], `${routeName}-tls`));
    const manifest = ingressManifest({
      name: ingress.name ?? `${routeName}-ingress`,
      labels: labelsOf(ingress.labels),
      annotations: ingress.annotations,
      className: ingress.className,
      secretName: `${routeName}-tls`,
      hosts: [{ names: exposure.hosts, tls: ingress.tls, paths: exposure.paths.map((path) => ({ ...path, backend })) }],
    });
    return new KubernetesObject(this, 'ingress', manifest);
  }

  private renderHttpRoute(route: GatewayRoute): KubernetesObject {
    const { routeName, labelsOf } = this.#props;
    const { serviceName, port, exposure } = this.exposure;
    const manifest = httpRouteManifest({
      name: route.name ?? `${routeName}-route`,
      labels: labelsOf(route.labels),
      annotations: route.annotations,
      parents: [{ name: route.gateway, namespace: route.gatewayNamespace, sectionName: route.listener }],
      hosts: exposure.hosts,
      rules: [{ matches: exposure.paths, backends: [{ serviceName, port }] }],
    });
    return new KubernetesObject(this, 'route', manifest);
  }
}

/** The way in of that kind to the port of the container behind a port of a Service. */
export function entryOf(
  source: TrafficSource,
  { targetPort, protocol }: ServedPort,
  details: Pick<TrafficEntry, 'sourceRanges' | 'gatewayNamespace'> = {},
): TrafficEntry {
  return { source, port: targetPort, protocol, ...details };
}

/** Whether the program asks for the type, which is ClusterIP anyway where nobody does. */
function isTypeSaid({ exposure }: FurtherServiceOptions, type: ServiceType): boolean {
  return type !== ServiceType.CLUSTER_IP || (exposure !== undefined && !exposure.headless);
}

/** @param written what is written even where Kubernetes would fill in the same */
function servicePort(served: ServedPort, written: ServicePort = {}): Written<k8s.ServicePort> {
  const { name, port, targetPort, targetPortName, nodePort, protocol, appProtocol } = served;
  const isTargetSaid = targetPortName !== undefined || targetPort !== port || written.targetPort !== undefined;
  const isProtocolSaid = protocol !== Protocol.TCP || written.protocol !== undefined;
  return {
    name,
    port,
    targetPort: isTargetSaid ? (targetPortName ?? targetPort) : undefined,
    nodePort,
    protocol: isProtocolSaid ? protocol : undefined,
    appProtocol,
  };
}

function remedy(kind: ExposureKind): string {
  switch (kind) {
    case ExposureKind.LOAD_BALANCER:
      return 'The cloud assigns the IP address after the Service is applied: give the DNS name that will point at it.';
    case ExposureKind.NODE_PORT:
      return 'Give the host name of a node and the nodePort.';
    default:
      return 'Expose it by Exposure.ingress(...) or a WebIngress, or give the host that a port-forward is reached at.';
  }
}
