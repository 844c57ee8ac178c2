import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { Finding } from '../model/core/issue';
import { dnsLabel, dnsSubdomain } from '../model/core/names';
import { boolean, instance, list, map, record, text } from '../model/core/reading';
import { fieldsOf } from '../model/core/untrusted';
import { within } from '../model/core/validated';
import { annotationFindings, labelsFindings } from '../model/exposure/annotations';
import { RoutedAddress } from '../model/exposure/exposure-conflicts';
import { aliasFindings } from '../model/exposure/exposure-rules';
import { hostFindings } from '../model/exposure/host-rules';
import { HTTP_ROUTE_PATH_TYPES } from '../model/exposure/route-path';
import { ExternalObject } from '../model/external/external-object';
import { findAppContext } from './app-context';
import { claim } from './exposure-claims';
import { declareExternal } from './external-objects';
import { KubernetesObject } from './kubernetes-object';
import { attachmentFindings, isEncrypted } from './routing/gateway-attachment';
import { IGateway } from './routing/gateway-listener';
import { GatewayReference } from './routing/gateway-reference';
import { HttpBackend, httpRouteManifest } from './routing/http-route-manifest';
import { isRoute, Route } from './routing/route';
import { httpRuleFindings } from './routing/route-rules';
import { register, routeFindings, unroutedFinding } from './routing/routes';
import { TrafficSource } from './traffic-entry';
import { Validation } from './validation';

/** Options of `WebRoute`. */
export interface WebRouteProps {
  /**
   * Name of the HTTPRoute.
   * @default - the id of the construct
   */
  readonly name?: string;
  /** The Gateway that the route attaches to: a `Gateway`, or `Gateway.fromName(...)`. */
  readonly gateway: IGateway;
  /**
   * Names of the listeners of the Gateway that the route attaches to.
   * @default - all that allow it
   */
  readonly listeners?: string[];
  /**
   * Host name that users type, for example `shop.example.com`.
   * @default - none; it is required unless `anyHost` is set
   */
  readonly host?: string;
  /**
   * Further host names, also such as `*.example.com`.
   * @default - none
   */
  readonly aliases?: string[];
  /**
   * Whether the route is for every host of the listener. Then no address is known.
   * @default false
   */
  readonly anyHost?: boolean;
  /** Where requests lead, at least one. The most precise match of a request counts. */
  readonly routes: Route[];
  /**
   * Whether the listener ends TLS, so that the address begins with https.
   * @default - what the Gateway of the program says; true for one that is not part of it
   */
  readonly tls?: boolean;
  /**
   * Labels of the HTTPRoute.
   * @default - those of the chart
   */
  readonly labels?: { [key: string]: string };
  /**
   * Annotations of the HTTPRoute.
   * @default - none
   */
  readonly annotations?: { [key: string]: string };
}

const PROPS = record({
  name: text,
  gateway: instance('a Gateway, or Gateway.fromName(...)', ({ gatewayName }) => typeof gatewayName === 'string'),
  listeners: list(text),
  host: text,
  aliases: list(text),
  anyHost: boolean,
  routes: list(instance('a Route, such as Route.to(workload)', isRoute)),
  tls: boolean,
  labels: map(text),
  annotations: map(text),
});

/**
 * One HTTPRoute of a Gateway, with routes to several workloads.
 *
 * Define it after the workloads. They know their address from then on.
 *
 * @see https://gateway-api.sigs.k8s.io/api-types/httproute/
 */
export class WebRoute extends Construct {
  /** Name of the HTTPRoute. */
  readonly name: string;
  /** The HTTPRoute. */
  readonly httpRoute: KubernetesObject;

  readonly #props: Partial<WebRouteProps>;

  constructor(scope: Construct, id: string, given: WebRouteProps) {
    super(scope, id);
    const { value, findings } = PROPS('', given);
    this.#props = fieldsOf(value as WebRouteProps);
    this.name = this.#props.name ?? id;
    Validation.of(this).reportRead(findings, this.findings());
    claim(this, { addresses: this.addresses() });
    this.httpRoute = this.render();
    const { host, gateway, listeners = [] } = this.#props;
    const encrypted = this.#props.tls ?? (gateway === undefined || isEncrypted(gateway, listeners, host));
    const way = { source: TrafficSource.GATEWAY, gatewayNamespace: this.gatewayNamespace };
    this.routes.forEach((route) => register(route, host, encrypted, way));
    declareExternal(this, ...this.externalGateways());
  }

  private get routes(): Route[] {
    return this.#props.routes ?? [];
  }

  private get hosts(): string[] {
    const { host, aliases = [] } = this.#props;
    return [...(host === undefined ? [] : [host]), ...aliases];
  }

  /** The namespace of the Gateway where it is another one. */
  private get gatewayNamespace(): string | undefined {
    const namespace = this.#props.gateway?.gatewayNamespace;
    return namespace === Chart.of(this).namespace ? undefined : namespace;
  }

  private findings(): Finding[] {
    const { gateway, host, aliases = [], anyHost = false, listeners = [], labels, annotations } = this.#props;
    const stage = findAppContext(this)?.stage;
    return [
      ...dnsSubdomain('name', this.name),
      ...(gateway === undefined ? [gatewayMissing()] : this.gatewayFindings(gateway)),
      ...listeners.flatMap((name, index) => dnsSubdomain(`listeners[${index}]`, name)),
      ...(host === undefined && !anyHost ? hostFindings('host', host, { isRouted: true, stage }) : []),
      ...(host === undefined ? [] : aliasFindings('host', host, stage)),
      ...(host === undefined || !anyHost ? [] : [anyHostFinding()]),
      ...aliases.flatMap((alias, index) => aliasFindings(`aliases[${index}]`, alias, stage)),
      ...this.routes.flatMap((route, index) => [
        ...routeFindings(this, `routes[${index}]`, route, HTTP_ROUTE_PATH_TYPES),
        ...httpRuleFindings(`routes[${index}]`, route),
      ]),
      ...(this.routes.length === 0 ? [unroutedFinding('routes')] : []),
      ...labelsFindings('labels', labels),
      ...annotationFindings('annotations', annotations),
    ];
  }

  private gatewayFindings(gateway: IGateway): Finding[] {
    const { gatewayName, gatewayNamespace } = gateway;
    return [
      ...(GatewayReference.isGatewayReference(gateway) ? within('gateway', gateway.problems) : []),
      ...dnsSubdomain('gateway.name', gatewayName),
      ...(gatewayNamespace === undefined ? [] : dnsLabel('gateway.namespace', gatewayNamespace)),
      ...attachmentFindings(this, gateway, this.#props.listeners ?? [], this.hosts),
    ];
  }

  /** The Gateway, where it was referred to by its name. */
  private externalGateways(): ExternalObject[] {
    const { gateway } = this.#props;
    const isExternal = gateway !== undefined && !('node' in gateway);
    return isExternal ? [ExternalObject.gateway(gateway.gatewayName, { namespace: gateway.gatewayNamespace })] : [];
  }

  /** A redirect leads to no Service, so that it can stand at another listener beside the route that does. */
  private addresses(): RoutedAddress[] {
    const { host, gateway, anyHost = false } = this.#props;
    const any = `* of ${this.gatewayNamespace ?? ''}/${gateway?.gatewayName ?? ''}`;
    const hosts = [
      ...this.hosts.map((each, index) => {
        const first = host === undefined ? 0 : 1;
        return { host: each, field: index < first ? 'host' : `aliases[${index - first}]` };
      }),
      ...(anyHost ? [{ host: any, field: 'anyHost' }] : []),
    ];
    const matches = this.routes.filter(({ targets }) => targets.length > 0).flatMap((route) => route.matches);
    return hosts.flatMap((each) =>
      matches.map(({ path = '/', pathType, headers = {}, queryParams = {}, method = '' }) => {
        const conditions = JSON.stringify([Object.entries(headers).sort(), Object.entries(queryParams).sort(), method]);
        return { ...each, path, pathType, conditions };
      }),
    );
  }

  private render(): KubernetesObject {
    const { gateway, listeners = [], labels, annotations } = this.#props;
    const parent = { name: gateway?.gatewayName ?? '', namespace: this.gatewayNamespace };
    const manifest = httpRouteManifest({
      name: this.name,
      labels,
      annotations,
      parents: listeners.length === 0 ? [parent] : listeners.map((sectionName) => ({ ...parent, sectionName })),
      hosts: this.hosts,
      rules: this.routes.map(({ matches, targets, options }) => ({
        matches,
        backends: targets.map(({ serviceName, port, weight }): HttpBackend => ({ serviceName, port, weight })),
        filters: (options.filters ?? []).map((filter) => filter.render()),
        requestTimeoutSeconds: options.requestTimeoutSeconds,
        backendTimeoutSeconds: options.backendTimeoutSeconds,
      })),
    });
    return new KubernetesObject(this, 'Resource', manifest);
  }
}

function gatewayMissing(): Finding {
  const remedy = "Give a Gateway, or Gateway.fromName('name').";
  return { code: 'setting-invalid', field: 'gateway', given: 'nothing', allowed: 'a Gateway', remedy };
}

function anyHostFinding(): Finding {
  const [given, allowed] = ['true beside a host', 'anyHost or host'];
  return { code: 'any-host-beside-host', field: 'anyHost', given, allowed, remedy: 'Leave one of the two out.' };
}
