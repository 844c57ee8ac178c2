import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import type { GatewaySpec, GatewaySpecListeners } from '../../imports/gateway.networking.k8s.io';
import { Finding, show } from '../model/core/issue';
import { dnsSubdomain } from '../model/core/names';
import { instance, list, map, number, record, text } from '../model/core/reading';
import { oneOf, portNumber } from '../model/core/rules';
import { fieldsOf } from '../model/core/untrusted';
import { within } from '../model/core/validated';
import { Stage } from '../model/deployment/stage';
import { annotationFindings, labelsFindings } from '../model/exposure/annotations';
import { CertificateIssuer, issuerReader } from '../model/exposure/certificate-issuer';
import { aliasFindings } from '../model/exposure/exposure-rules';
import { ExternalObject } from '../model/external/external-object';
import { findAppContext } from './app-context';
import { declareExternal, issuersOf } from './external-objects';
import { KubernetesObject } from './kubernetes-object';
import { GatewayListener, IGateway, ListenerProtocol, RouteNamespaces } from './routing/gateway-listener';
import { GatewayReference, GatewayReferenceOptions } from './routing/gateway-reference';
import { Validation } from './validation';
import { Written } from './written';

/** Options of `Gateway`. */
export interface GatewayProps {
  /**
   * Name of the Gateway.
   * @default - the id of the construct
   */
  readonly name?: string;
  /** Name of the GatewayClass, which says who runs it. */
  readonly className: string;
  /** Ports and hosts at which it listens, by their names. */
  readonly listeners: { [name: string]: GatewayListener };
  /**
   * Who issues the certificates of listeners: cert-manager then creates and renews their Secrets.
   * @default - the Secrets are created by somebody else
   */
  readonly issuer?: CertificateIssuer;
  /**
   * Labels of the Gateway.
   * @default - those of the chart
   */
  readonly labels?: { [key: string]: string };
  /**
   * Annotations of the Gateway.
   * @default - none, but those of the issuer
   */
  readonly annotations?: { [key: string]: string };
}

const PROPS = record({
  name: text,
  className: text,
  listeners: map(
    record({
      protocol: text,
      port: number,
      hostname: text,
      secretNames: list(text),
      routesFrom: instance('a RouteNamespaces', (value) => 'allowsAll' in value),
    }),
  ),
  issuer: issuerReader,
  labels: map(text),
  annotations: map(text),
});
const DEFAULT_PORTS: ReadonlyMap<ListenerProtocol, number> = new Map([
  [ListenerProtocol.HTTPS, 443],
  [ListenerProtocol.HTTP, 80],
  [ListenerProtocol.TLS, 443],
]);

/**
 * A Gateway of one's own. Where somebody else runs it, `Gateway.fromName(...)` refers to it.
 *
 * It listens by TLS, and takes routes of its own namespace only, unless a listener says otherwise.
 *
 * @see https://gateway-api.sigs.k8s.io/api-types/gateway/
 */
export class Gateway extends Construct implements IGateway {
  /** A Gateway that is not part of the program. */
  static fromName(name: string, options: GatewayReferenceOptions = {}): IGateway {
    return new GatewayReference(name, options);
  }

  readonly gatewayName: string;
  /** @default - the chart has none */
  readonly gatewayNamespace?: string;
  /** The Gateway. */
  readonly gateway: KubernetesObject;

  readonly #props: GatewayProps;

  constructor(scope: Construct, id: string, given: GatewayProps) {
    super(scope, id);
    const { value, findings } = PROPS('', given);
    this.#props = { className: '', ...fieldsOf(value as GatewayProps), listeners: listenersOf(value as GatewayProps) };
    this.gatewayName = this.#props.name ?? id;
    this.gatewayNamespace = Chart.of(this).namespace;
    Validation.of(this).reportRead(findings, this.findings());
    declareExternal(this, ...issuersOf([this.#props.issuer]), ...this.externalCertificates());
    this.gateway = this.render();
  }

  /** Ports and hosts at which it listens, by their names: a copy. */
  get listeners(): { [name: string]: GatewayListener } {
    return { ...this.#props.listeners };
  }

  private findings(): Finding[] {
    const { className, listeners, issuer, labels, annotations } = this.#props;
    const stage = findAppContext(this)?.stage;
    const entries = Object.entries(listeners);
    return [
      ...dnsSubdomain('name', this.gatewayName),
      ...dnsSubdomain('className', className),
      ...(entries.length === 0 ? [noListener()] : []),
      ...entries.flatMap(([name, listener]) => [
        ...dnsSubdomain(`listeners.${name}`, name),
        ...within(`listeners.${name}`, listenerFindings(listener, issuer !== undefined, stage)),
      ]),
      ...duplicates(entries),
      ...(issuer?.findings('issuer') ?? []),
      ...labelsFindings('labels', labels),
      ...annotationFindings('annotations', annotations),
    ];
  }

  private secretNames({ secretNames = [`${this.gatewayName}-tls`] }: GatewayListener): string[] {
    return secretNames;
  }

  /** Without an issuer, somebody else makes the certificates. */
  private externalCertificates(): ExternalObject[] {
    const { listeners, issuer } = this.#props;
    const ending = Object.values(listeners).filter((each) => protocolOf(each) === ListenerProtocol.HTTPS);
    const names = issuer === undefined ? ending.flatMap((listener) => this.secretNames(listener)) : [];
    return names.map((name) => ExternalObject.secret(name));
  }

  private render(): KubernetesObject {
    const { className, listeners, issuer, labels, annotations } = this.#props;
    const metadata = { name: this.gatewayName, labels, annotations: { ...issuer?.annotations, ...annotations } };
    const rendered = Object.entries(listeners).map(([name, listener]) => this.listener(name, listener));
    const spec: Written<GatewaySpec> = { gatewayClassName: className, listeners: rendered };
    const [apiVersion, kind] = ['gateway.networking.k8s.io/v1', 'Gateway'];
    return new KubernetesObject(this, 'Resource', { apiVersion, kind, metadata, spec });
  }

  private listener(name: string, listener: GatewayListener): Written<GatewaySpecListeners> {
    const { hostname, routesFrom = RouteNamespaces.same() } = listener;
    const protocol = protocolOf(listener);
    const certificateRefs = this.secretNames(listener).map((secretName) => ({ name: secretName }));
    const { labels } = routesFrom;
    return {
      name,
      hostname,
      port: portOf(listener),
      protocol,
      tls:
        protocol === ListenerProtocol.HTTP
          ? undefined
          : protocol === ListenerProtocol.TLS
            ? { mode: 'Passthrough' }
            : { mode: 'Terminate', certificateRefs },
      allowedRoutes: {
        namespaces: routesFrom.allowsAll
          ? { from: 'All' }
          : labels === undefined
            ? { from: 'Same' }
            : { from: 'Selector', selector: { matchLabels: labels } },
      },
    };
  }
}

function listenersOf(props: GatewayProps | undefined): { [name: string]: GatewayListener } {
  return { ...(fieldsOf(fieldsOf(props).listeners) as { [name: string]: GatewayListener }) };
}

function protocolOf({ protocol = ListenerProtocol.HTTPS }: GatewayListener): ListenerProtocol {
  return protocol;
}

function portOf(listener: GatewayListener): number {
  return listener.port ?? DEFAULT_PORTS.get(protocolOf(listener)) ?? 0;
}

function listenerFindings(listener: GatewayListener, isIssued: boolean, stage: Stage | undefined): Finding[] {
  const { protocol, port, hostname, secretNames = [], routesFrom } = listener;
  const why = { code: 'listener-protocol-unknown', remedy: 'Use one of ListenerProtocol.' };
  const isTerminated = protocolOf(listener) === ListenerProtocol.HTTPS;
  return [
    ...(protocol === undefined ? [] : oneOf('protocol', protocol, Object.values(ListenerProtocol), why)),
    ...(port === undefined ? [] : portNumber('port', port)),
    ...(hostname === undefined ? [] : aliasFindings('hostname', hostname, stage)),
    ...secretNames.flatMap((name, index) => dnsSubdomain(`secretNames[${index}]`, name)),
    ...(listener.secretNames === undefined || isTerminated ? [] : [unusedSecrets()]),
    ...(isIssued && isTerminated && hostname === undefined ? [hostMissing()] : []),
    ...labelsFindings('routesFrom', routesFrom?.labels),
  ];
}

function noListener(): Finding {
  const remedy = "Add one: listeners: { https: { hostname: '*.example.com' } }.";
  return { code: 'listener-missing', field: 'listeners', given: 'none', allowed: 'at least one listener', remedy };
}

function unusedSecrets(): Finding {
  return {
    code: 'listener-certificate-unused',
    field: 'secretNames',
    given: 'a certificate',
    allowed: 'certificates for listeners of protocol HTTPS, which end TLS',
    remedy: 'Leave the names out, or let the listener speak HTTPS.',
  };
}

/** cert-manager passes such listeners over. */
function hostMissing(): Finding {
  const remedy = 'Give the host name that the certificate is for.';
  return {
    code: 'listener-host-missing',
    field: 'hostname',
    given: 'nothing',
    allowed: 'a host name beside an issuer',
    remedy,
  };
}

/** A request reaches one listener. */
function duplicates(entries: [string, GatewayListener][]): Finding[] {
  const keys = entries.map(([, listener]) => `${portOf(listener)} ${listener.hostname ?? 'every host'}`);
  const repeated = entries.flatMap(([name], index) =>
    keys.indexOf(keys[index] ?? '') < index ? [{ name, index }] : [],
  );
  return repeated.map(({ name, index }) => ({
    code: 'listener-duplicate',
    field: `listeners.${name}`,
    given: show(keys[index]),
    allowed: 'every port and host name once',
    remedy: 'Give it another port or host name, or leave it out.',
  }));
}
