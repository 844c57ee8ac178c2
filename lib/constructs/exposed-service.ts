import { ApiObject } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { Construct, IConstruct } from 'constructs';
import { HttpRoute, HttpRouteSpecRulesMatchesPathType } from '../../imports/gateway.networking.k8s.io';
import { ExposureKind, GatewayRoute, IngressRoute } from '../model/exposure/exposure';
import { ServiceExposure } from '../model/exposure/service-exposure';
import { HTTP_PORT_NAME } from './pod-template';
import { Validation } from './validation';

const EXPOSED_SERVICE = Symbol.for('cdk8s-webapp.ExposedService');

/** Options of `ExposedService`. */
export interface ExposedServiceProps {
  /** Name and ports of the Service, and how it can be reached. */
  readonly exposure: ServiceExposure;
  /** Name that the objects of the route begin with. */
  readonly routeName: string;
  /** Labels of all objects. */
  readonly labels: { [key: string]: string };
  /** Labels of the pods that the Service sends traffic to. */
  readonly selector: { [key: string]: string };
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
  /** Tells an `ExposedService` from any other construct, also across two copies of this library. */
  static isExposedService(construct: IConstruct): construct is ExposedService {
    return EXPOSED_SERVICE in construct;
  }

  /** Name and ports of the Service, and how it can be reached. */
  readonly exposure: ServiceExposure;

  readonly #props: ExposedServiceProps;

  constructor(scope: Construct, id: string, props: ExposedServiceProps) {
    super(scope, id);
    Object.defineProperty(this, EXPOSED_SERVICE, { value: true });
    this.#props = props;
    this.exposure = props.exposure;
    this.renderService();
    const { ingress, httpRoute } = this.exposure.exposure;
    if (ingress !== undefined) {
      this.renderIngress(ingress);
    }
    if (httpRoute !== undefined) {
      this.renderHttpRoute(httpRoute);
    }
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

  private renderService(): void {
    const { serviceName, serviceType, port, targetPort, protocol, exposure } = this.exposure;
    const spec: k8s.ServiceSpec = {
      type: serviceType,
      selector: this.#props.selector,
      ports: [
        {
          name: HTTP_PORT_NAME,
          port,
          targetPort: k8s.IntOrString.fromNumber(targetPort),
          nodePort: exposure.nodePort,
          protocol,
        },
      ],
    };
    const metadata = { name: serviceName, labels: this.#props.labels };
    new ApiObject(this, 'Resource', k8s.KubeService.manifest({ metadata, spec }));
  }

  private renderIngress({ className, tlsSecretName }: IngressRoute): void {
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
    new ApiObject(this, 'ingress', k8s.KubeIngress.manifest({ metadata, spec }));
  }

  private renderHttpRoute({ gateway, gatewayNamespace }: GatewayRoute): void {
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
    new ApiObject(this, 'route', HttpRoute.manifest({ metadata, spec }));
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
