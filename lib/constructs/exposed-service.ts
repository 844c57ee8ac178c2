import { k8s } from 'cdk8s-plus-28';
import { Construct, IConstruct } from 'constructs';
import { HttpRoute, HttpRouteSpecRulesMatchesPathType } from '../../imports/gateway.networking.k8s.io';
import { ExposureKind, GatewayRoute, IngressRoute } from '../model/exposure/exposure';
import { Protocol } from '../model/exposure/protocol';
import { ServiceExposure } from '../model/exposure/service-exposure';
import { KubernetesObject } from './kubernetes-object';
import { ContainerPort } from './pod/container-options';
import { TrafficEntry, TrafficSource } from './traffic-entry';
import { Validation } from './validation';

const EXPOSED_SERVICE = Symbol.for('cdk8s-webapp.ExposedService');

/** Options of `ExposedService`. */
export interface ExposedServiceProps {
  /** Name and ports of the Service, and how it can be reached. */
  readonly exposure: ServiceExposure;
  /** Ports of the container, that of the exposure first. */
  readonly ports: ContainerPort[];
  /** Name that the objects of the route begin with. */
  readonly routeName: string;
  /** Labels of all objects. */
  readonly labels: { [key: string]: string };
  /** Labels of the pods that the Service sends traffic to. */
  readonly selector: { [key: string]: string };
}

/** Where the traffic of an exposure comes from. */
const SOURCES: ReadonlyMap<ExposureKind, TrafficSource> = new Map([
  [ExposureKind.INGRESS, TrafficSource.INGRESS_CONTROLLER],
  [ExposureKind.HTTP_ROUTE, TrafficSource.GATEWAY],
  [ExposureKind.LOAD_BALANCER, TrafficSource.LOAD_BALANCER],
  [ExposureKind.NODE_PORT, TrafficSource.NODE_PORT],
]);

/** What stands in for an address after its absence was reported. RFC 2606 guarantees that it never resolves. */
const NO_ADDRESS = 'http://address-unknown.invalid';

/**
 * A Service and, where its exposure asks for one, the Ingress or HTTPRoute that routes to it. They share one
 * definition of name and port, so a route cannot point at a Service or port that does not exist.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/
 */
export class ExposedService extends Construct {
  /** Tells an `ExposedService` from any other construct, also across two copies of this library. */
  static isExposedService(construct: IConstruct): construct is ExposedService {
    return EXPOSED_SERVICE in construct;
  }

  /** Name and ports of the Service, and how it can be reached. */
  readonly exposure: ServiceExposure;

  /** The Service. */
  readonly service: KubernetesObject;
  /** @default - no Ingress */
  readonly ingress?: KubernetesObject;
  /** @default - no HTTPRoute */
  readonly httpRoute?: KubernetesObject;

  readonly #props: ExposedServiceProps;

  constructor(scope: Construct, id: string, props: ExposedServiceProps) {
    super(scope, id);
    Object.defineProperty(this, EXPOSED_SERVICE, { value: true });
    this.#props = props;
    this.exposure = props.exposure;
    this.service = this.renderService();
    const { ingress, httpRoute } = this.exposure.exposure;
    this.ingress = ingress === undefined ? undefined : this.renderIngress(ingress);
    this.httpRoute = httpRoute === undefined ? undefined : this.renderHttpRoute(httpRoute);
  }

  /** The address that people open; reported as `address-unknown` where the exposure does not know it. */
  get publicUrl(): string {
    const url = this.exposure.publicUrl;
    if (url === undefined) {
      const { kind, host } = this.exposure.exposure;
      const part = kind === ExposureKind.NODE_PORT && host !== undefined ? 'nodePort' : 'host';
      Validation.of(this.node.scope ?? this).reportOnce({
        code: 'address-unknown',
        field: 'exposure.host',
        given: `${kind} without ${part}`,
        allowed: 'an exposure whose public address is configured, because something else is rendered with it',
        remedy: remedy(kind),
      });
    }
    return url ?? NO_ADDRESS;
  }

  /** Ways by which traffic from outside of the application reaches the pods. */
  entries(): TrafficEntry[] {
    const { exposure, targetPort: port, protocol } = this.exposure;
    const source = SOURCES.get(exposure.kind);
    const gatewayNamespace = exposure.httpRoute?.gatewayNamespace;
    return source === undefined ? [] : [{ source, port, protocol, gatewayNamespace }];
  }

  private renderService(): KubernetesObject {
    const { serviceName, serviceType, port, targetPort, protocol, exposure } = this.exposure;
    const [main, ...others] = this.#props.ports;
    const first = {
      name: main?.name,
      port,
      targetPort: k8s.IntOrString.fromNumber(targetPort),
      nodePort: exposure.nodePort,
      protocol,
    };
    const further = others
      .filter(({ onService = true }) => onService)
      .map(({ name, port: number, protocol: transport = Protocol.TCP }) => ({
        name,
        port: number,
        targetPort: k8s.IntOrString.fromNumber(number),
        protocol: transport,
      }));
    const spec: k8s.ServiceSpec = { type: serviceType, selector: this.#props.selector, ports: [first, ...further] };
    const metadata = { name: serviceName, labels: this.#props.labels };
    return new KubernetesObject(this, 'Resource', k8s.KubeService.manifest({ metadata, spec }));
  }

  private renderIngress({ className, tlsSecretName }: IngressRoute): KubernetesObject {
    const { routeName, labels } = this.#props;
    const { serviceName, port, exposure } = this.exposure;
    const { host = '', path } = exposure;
    const backend: k8s.IngressBackend = { service: { name: serviceName, port: { number: port } } };
    const spec: k8s.IngressSpec = {
      ingressClassName: className,
      rules: [{ host, http: { paths: [{ path, pathType: 'Prefix', backend }] } }],
      tls: [{ hosts: [host], secretName: tlsSecretName ?? `${routeName}-tls` }],
    };
    const metadata = { name: `${routeName}-ingress`, labels };
    return new KubernetesObject(this, 'ingress', k8s.KubeIngress.manifest({ metadata, spec }));
  }

  private renderHttpRoute({ gateway, gatewayNamespace }: GatewayRoute): KubernetesObject {
    const { routeName, labels } = this.#props;
    const { serviceName, port, exposure } = this.exposure;
    const { host = '', path } = exposure;
    const matches = [{ path: { type: HttpRouteSpecRulesMatchesPathType.PATH_PREFIX, value: path } }];
    const spec = {
      parentRefs: [{ name: gateway, namespace: gatewayNamespace }],
      hostnames: [host],
      rules: [{ matches, backendRefs: [{ name: serviceName, port }] }],
    };
    const metadata = { name: `${routeName}-route`, labels };
    return new KubernetesObject(this, 'route', HttpRoute.manifest({ metadata, spec }));
  }
}

function remedy(kind: ExposureKind): string {
  switch (kind) {
    case ExposureKind.LOAD_BALANCER:
      return 'The cloud assigns the IP address after the Service is applied: give the DNS name that will point at it.';
    case ExposureKind.NODE_PORT:
      return 'Give the host name of a node and the nodePort.';
    default:
      return 'Expose it by Exposure.ingress(...), or give the host that a port-forward is reached at.';
  }
}
