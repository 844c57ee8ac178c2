import { ApiObject } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { Exposure, IngressRoute, ServiceType } from '../model/exposure';
import { HTTP_PORT_NAME } from './pod-template';
import { Validation } from './validation';

/** Options of `ExposedService`. */
export interface ExposedServiceProps {
  /** Name of the Service. */
  readonly name: string;
  /** Name that the objects of the route begin with. */
  readonly routeName: string;
  /** Labels of all objects. */
  readonly labels: { [key: string]: string };
  /** Labels of the pods that the Service sends traffic to. */
  readonly selector: { [key: string]: string };
  /** Port of the container. */
  readonly targetPort: number;
  /** How the Service can be reached. */
  readonly exposure: Exposure;
}

/** What stands in for an address after its absence was reported. RFC 2606 guarantees that it never resolves. */
const NO_ADDRESS = 'http://address-unknown.invalid';

/**
 * A Service and, where its exposure asks for one, the Ingress that routes to it. The two share one definition of
 * name and port, so a route cannot point at a Service or port that does not exist.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/
 */
export class ExposedService extends Construct {
  /** Name of the Service. */
  readonly name: string;
  /** Port of the Service. */
  readonly port: number;

  readonly #props: ExposedServiceProps;

  constructor(scope: Construct, id: string, props: ExposedServiceProps) {
    super(scope, id);
    this.#props = props;
    this.name = props.name;
    this.port = props.exposure.port ?? props.targetPort;
    this.renderService();
    if (props.exposure.ingress !== undefined) {
      this.renderIngress(props.exposure.ingress);
    }
  }

  /** The address inside the namespace. */
  get internalUrl(): string {
    return `http://${this.name}:${this.port}`;
  }

  /** The address that people open; reported as `address-unknown` where the exposure does not know it. */
  get publicUrl(): string {
    const { exposure, targetPort } = this.#props;
    const url = exposure.publicUrl(targetPort);
    if (url === undefined) {
      Validation.of(this.node.scope ?? this).reportOnce({
        code: 'address-unknown',
        field: 'exposure.host',
        given: `${exposure.toString()} without ${missingPart(exposure)}`,
        allowed: 'an exposure whose public address is configured, because something else is rendered with it',
        remedy: remedy(exposure),
      });
    }
    return url ?? NO_ADDRESS;
  }

  private renderService(): void {
    const { name, labels, selector, targetPort, exposure } = this.#props;
    const spec: k8s.ServiceSpec = {
      type: exposure.serviceType,
      selector,
      ports: [
        {
          name: HTTP_PORT_NAME,
          port: this.port,
          targetPort: k8s.IntOrString.fromNumber(targetPort),
          nodePort: exposure.nodePort,
          protocol: 'TCP',
        },
      ],
    };
    new ApiObject(this, 'Resource', k8s.KubeService.manifest({ metadata: { name, labels }, spec }));
  }

  private renderIngress({ host, className, tlsSecretName }: IngressRoute): void {
    const { routeName, labels } = this.#props;
    const backend: k8s.IngressBackend = { service: { name: this.name, port: { number: this.port } } };
    const spec: k8s.IngressSpec = {
      ingressClassName: className,
      rules: [{ host, http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }],
      tls: [{ hosts: [host], secretName: tlsSecretName ?? `${routeName}-tls` }],
    };
    const metadata = { name: `${routeName}-ingress`, labels };
    new ApiObject(this, 'ingress', k8s.KubeIngress.manifest({ metadata, spec }));
  }
}

function missingPart({ serviceType, host }: Exposure): string {
  return serviceType === ServiceType.NODE_PORT && host !== undefined ? 'nodePort' : 'host';
}

function remedy({ serviceType }: Exposure): string {
  switch (serviceType) {
    case ServiceType.LOAD_BALANCER:
      return 'The cloud assigns the IP address after the Service is applied: give the DNS name that will point at it.';
    case ServiceType.NODE_PORT:
      return 'Give the host name of a node and the nodePort.';
    case ServiceType.CLUSTER_IP:
      return 'Expose it by Exposure.ingress(...), or give the host that a port-forward is reached at.';
  }
}
