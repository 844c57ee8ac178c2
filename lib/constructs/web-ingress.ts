import { Construct } from 'constructs';
import { Finding } from '../model/core/issue';
import { dnsSubdomain } from '../model/core/names';
import { boolean, instance, list, map, record, text } from '../model/core/reading';
import { fieldsOf, hasMethods } from '../model/core/untrusted';
import { Stage } from '../model/deployment/stage';
import { annotationFindings, labelsFindings, snippetFindings } from '../model/exposure/annotations';
import { RoutedAddress } from '../model/exposure/exposure-conflicts';
import { aliasFindings } from '../model/exposure/exposure-rules';
import { hostFindings } from '../model/exposure/host-rules';
import { IngressTls } from '../model/exposure/ingress-tls';
import { INGRESS_PATH_TYPES } from '../model/exposure/route-path';
import { findAppContext } from './app-context';
import { claim } from './exposure-claims';
import { certificatesOf, declareExternal } from './external-objects';
import { KubernetesObject } from './kubernetes-object';
import { ingressManifest } from './routing/ingress-manifest';
import { isRoute, Route } from './routing/route';
import { gatewayOnlyFindings, register, routeFindings, unroutedFinding } from './routing/routes';
import { TrafficSource } from './traffic-entry';
import { Validation } from './validation';

/** A host of a `WebIngress` with routes of its own. */
export interface IngressHost {
  /** Host name, also such as `*.example.com`. */
  readonly host: string;
  /**
   * Further host names with the same routes.
   * @default - none
   */
  readonly aliases?: string[];
  /** Where requests for the host lead. */
  readonly routes: Route[];
  /**
   * How the host has its certificate.
   * @default - that of the WebIngress
   */
  readonly tls?: IngressTls;
}

/** Options of `WebIngress`. */
export interface WebIngressProps {
  /**
   * Name of the Ingress.
   * @default - the id of the construct
   */
  readonly name?: string;
  /**
   * Host name that users type, for example `shop.example.com`.
   * @default - none; it is required where there are `routes`, unless `anyHost` is set
   */
  readonly host?: string;
  /**
   * Further host names with the same routes, also such as `*.example.com`.
   * @default - none
   */
  readonly aliases?: string[];
  /**
   * Whether the routes are for every host that reaches the controller. Then no address is known.
   * @default false
   */
  readonly anyHost?: boolean;
  /**
   * Where requests lead. The longest path that fits a request counts.
   * @default - none
   */
  readonly routes?: Route[];
  /**
   * Further hosts, with routes of their own.
   * @default - none
   */
  readonly hosts?: IngressHost[];
  /**
   * Where requests lead that no route is for; its path is not used.
   * @default - what the controller says
   */
  readonly defaultBackend?: Route;
  /**
   * How hosts have their certificate.
   * @default - from the Secret with the name of the Ingress and `-tls` at the end, which somebody else creates
   */
  readonly tls?: IngressTls;
  /**
   * Name of the IngressClass.
   * @default - the cluster's default class
   */
  readonly className?: string;
  /**
   * Labels of the Ingress.
   * @default - those of the chart
   */
  readonly labels?: { [key: string]: string };
  /**
   * Annotations of the Ingress, which configure its controller.
   * @default - none, but those of an issuer
   */
  readonly annotations?: { [key: string]: string };
}

interface HostGroup {
  /** The property that it stands in, with a dot at the end; empty for the first one. */
  readonly block: string;
  readonly host?: string;
  readonly aliases: readonly string[];
  readonly routes: readonly Route[];
  readonly tls: IngressTls;
}

const route = instance('a Route, such as Route.to(workload)', isRoute);
const tls = instance('an IngressTls', (value) => hasMethods(value, ['findings']) && 'isEncrypted' in value);
const HOST = { host: text, aliases: list(text), routes: list(route), tls };
const PROPS = record({
  ...HOST,
  name: text,
  anyHost: boolean,
  hosts: list(record(HOST)),
  defaultBackend: route,
  className: text,
  labels: map(text),
  annotations: map(text),
});

/**
 * One Ingress with routes to several workloads, under one host or several.
 *
 * Define it after the workloads. They know their address from then on.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/ingress/
 */
export class WebIngress extends Construct {
  /** Name of the Ingress. */
  readonly name: string;
  /** The Ingress. */
  readonly ingress: KubernetesObject;

  readonly #props: WebIngressProps;

  constructor(scope: Construct, id: string, given: WebIngressProps) {
    super(scope, id);
    const { value, findings } = PROPS('', given);
    this.#props = fieldsOf(value as WebIngressProps);
    this.name = this.#props.name ?? id;
    Validation.of(this).reportRead(findings, this.findings());
    claim(this, { addresses: this.groups.flatMap((group) => this.addressesOf(group)) });
    this.ingress = this.render();
    declareExternal(
      this,
      ...certificatesOf(
        this.groups.map(({ tls: certificate }) => certificate),
        `${this.name}-tls`,
      ),
    );
    for (const { host, routes, tls: certificate } of this.groups) {
      routes.forEach((each) =>
        register(each, host, certificate.isEncrypted, { source: TrafficSource.INGRESS_CONTROLLER }),
      );
    }
    const { defaultBackend } = this.#props;
    if (defaultBackend !== undefined) {
      register(defaultBackend, undefined, true, { source: TrafficSource.INGRESS_CONTROLLER });
    }
  }

  private get groups(): HostGroup[] {
    const { host, aliases = [], routes = [], hosts = [], tls: common = IngressTls.secret() } = this.#props;
    const first = { block: '', host, aliases, routes, tls: common };
    const others = hosts.map((each, index) => {
      const { routes: own = [], aliases: names = [], tls: certificate = common } = fieldsOf(each);
      return { block: `hosts[${index}].`, host: each.host, aliases: names, routes: own, tls: certificate };
    });
    return [first, ...others];
  }

  private findings(): Finding[] {
    const { className, labels, annotations, defaultBackend } = this.#props;
    const groups = this.groups;
    const [first, ...others] = groups;
    const isIdle = first?.routes.length === 0 && defaultBackend === undefined;
    const isEmpty = isIdle && (first.host !== undefined || others.length === 0);
    return [
      ...dnsSubdomain('name', this.name),
      ...(className === undefined ? [] : dnsSubdomain('className', className)),
      ...labelsFindings('labels', labels),
      ...annotationFindings('annotations', annotations),
      ...snippetFindings('annotations', annotations),
      ...groups.flatMap((group) => this.groupFindings(group)),
      ...(defaultBackend === undefined
        ? []
        : [
            ...routeFindings(this, 'defaultBackend', defaultBackend),
            ...gatewayOnlyFindings('defaultBackend', defaultBackend),
          ]),
      ...(isEmpty ? [unroutedFinding('routes')] : []),
    ];
  }

  private groupFindings({ block, host, aliases, routes, tls: certificate }: HostGroup): Finding[] {
    const { anyHost = false, hosts = [] } = this.#props;
    const stage = findAppContext(this)?.stage;
    const isUsed =
      block !== '' || routes.length > 0 || (hosts.length === 0 && this.#props.defaultBackend !== undefined);
    return [
      ...(block === '' ? this.hostRule(anyHost, host, routes.length > 0) : hostRule(`${block}host`, host, stage)),
      ...aliases.flatMap((alias, index) => aliasFindings(`${block}aliases[${index}]`, alias, stage)),
      ...(isUsed ? certificate.findings(`${block}tls`, stage) : []),
      ...routes.flatMap((each, index) => {
        const field = `${block}routes[${index}]`;
        return [...routeFindings(this, field, each, INGRESS_PATH_TYPES), ...gatewayOnlyFindings(field, each)];
      }),
      ...(block !== '' && routes.length === 0 ? [unroutedFinding(`${block}routes`)] : []),
    ];
  }

  /** A host is missing only where routes need one. */
  private hostRule(anyHost: boolean, host: string | undefined, isRouted: boolean): Finding[] {
    if (anyHost && host !== undefined) {
      const remedy = 'Leave one of the two out.';
      const [given, allowed] = ['true beside a host', 'anyHost or host'];
      return [{ code: 'any-host-beside-host', field: 'anyHost', given, allowed, remedy }];
    }
    const isNeeded = isRouted && !anyHost;
    return host === undefined && !isNeeded ? [] : hostRule('host', host, findAppContext(this)?.stage);
  }

  private addressesOf({ block, host, aliases, routes }: HostGroup): RoutedAddress[] {
    const { className = 'the default class', anyHost = false } = this.#props;
    const any = block === '' && anyHost ? [{ host: `* of ${className}`, field: 'anyHost' }] : [];
    const hosts = [
      ...(host === undefined ? [] : [{ host, field: `${block}host` }]),
      ...aliases.map((alias, index) => ({ host: alias, field: `${block}aliases[${index}]` })),
      ...any,
    ];
    const paths = routes.flatMap(({ matches }) => matches.map(({ path = '/', pathType }) => ({ path, pathType })));
    return hosts.flatMap((each) => paths.map((path) => ({ ...each, ...path })));
  }

  private render(): KubernetesObject {
    const { className, labels, annotations, defaultBackend, hosts = [] } = this.#props;
    const isBackendOnly = defaultBackend !== undefined && hosts.length === 0;
    const used = this.groups.filter(({ block, routes }) => block !== '' || routes.length > 0 || isBackendOnly);
    const manifest = ingressManifest({
      name: this.name,
      labels,
      annotations,
      className,
      defaultBackend: defaultBackend?.targets[0],
      secretName: `${this.name}-tls`,
      hosts: used.map(({ host, aliases, routes, tls: certificate }) => ({
        names: [...(host === undefined ? [] : [host]), ...aliases],
        tls: certificate,
        paths: routes.flatMap(({ matches, targets: [backend] }) =>
          backend === undefined ? [] : matches.map(({ path = '/', pathType }) => ({ path, pathType, backend })),
        ),
      })),
    });
    return new KubernetesObject(this, 'Resource', manifest);
  }
}

/** A host is there, and may stand for all names of a domain. */
function hostRule(field: string, host: string | undefined, stage: Stage | undefined): Finding[] {
  return host === undefined ? hostFindings(field, host, { isRouted: true, stage }) : aliasFindings(field, host, stage);
}
