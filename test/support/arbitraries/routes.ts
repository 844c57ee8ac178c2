import {
  Backend,
  CertificateIssuer,
  Frontend,
  Gateway,
  IngressTls,
  ListenerProtocol,
  PathType,
  Route,
  RouteFilter,
  RouteNamespaces,
  WebAppChart,
  WebIngress,
  WebRoute,
} from 'cdk8s-webapp';
import * as fc from 'fast-check';
import { Piece, piece, Place } from './piece';
import { domain, label, optional, port, urlPath } from './values';

/** Two workloads that a route leads to. */
function targets(chart: WebAppChart, { id }: Place, ports: { readonly api: number; readonly web: number }) {
  const api = new Backend(chart, `${id}-api`, { image: 'acme/api:1.0.0', port: ports.api });
  const web = new Frontend(chart, `${id}-web`, { image: 'acme/web:1.0.0', port: ports.web });
  return { api, web };
}

const ports = fc.record({ api: port, web: port });
const apiPath = urlPath.map((path) => `/api${path}`);
const pathType = fc.constantFrom(PathType.EXACT, PathType.PREFIX);
const tls = fc.constantFrom(
  IngressTls.secret(),
  IngressTls.secret('wildcard-tls'),
  IngressTls.issuedBy(CertificateIssuer.clusterIssuer('letsencrypt')),
  IngressTls.issuedBy(CertificateIssuer.issuer('internal-ca')),
  IngressTls.outside(),
  IngressTls.none({ inProduction: true }),
);

/** A `WebIngress` with routes to two workloads. */
export const webIngress: fc.Arbitrary<Piece> = fc
  .record({
    domain,
    ports,
    path: apiPath,
    route: optional({ pathType, portName: fc.constant('http') }),
    settings: optional({ tls, className: label, annotations: fc.constant({ 'example.com/size': '8m' }) }),
    isSplit: fc.boolean(),
    hasAlias: fc.boolean(),
  })
  .map((given) =>
    piece(given, (chart, place) => {
      const { api, web } = targets(chart, place, given.ports);
      const host = `${place.id}.${given.domain}`;
      const toApi = Route.to(api, { ...given.route, path: given.path });
      new WebIngress(chart, place.id, {
        ...given.settings,
        host,
        ...(given.hasAlias ? { aliases: [`www.${host}`] } : {}),
        routes: given.isSplit ? [Route.to(web)] : [Route.to(web), toApi],
        ...(given.isSplit ? { hosts: [{ host: `api.${host}`, routes: [toApi] }] } : {}),
      });
    }),
  );

const filter = fc.constantFrom(
  RouteFilter.requestHeaders({ set: { 'X-Forwarded-Prefix': '/api' }, remove: ['X-Debug'] }),
  RouteFilter.responseHeaders({ add: { 'X-Frame-Options': 'DENY' } }),
  RouteFilter.rewrite({ prefix: '/' }),
);

const rule = optional({
  headers: fc.constant({ 'X-Canary': 'always' }),
  queryParams: fc.constant({ version: '2' }),
  method: fc.constantFrom('GET', 'POST', 'DELETE'),
  filters: filter.map((one) => [one]),
  requestTimeoutSeconds: fc.integer({ min: 1, max: 300 }),
});

/** A `WebRoute` with routes to two workloads, by a `Gateway` of its own or of somebody else. */
export const webRoute: fc.Arbitrary<Piece> = fc
  .record({
    domain,
    ports,
    path: apiPath,
    rule,
    weight: fc.nat({ max: 100 }),
    gateway: fc.constantFrom('own', 'other', 'issued'),
    routesFrom: fc.constantFrom(RouteNamespaces.same(), RouteNamespaces.all()),
    redirects: fc.boolean(),
  })
  .map((given) =>
    piece(given, (chart, place) => {
      const { api, web } = targets(chart, place, given.ports);
      const host = `${place.id}.${given.domain}`;
      const gateway = gatewayOf(chart, place, { ...given, host });
      const weighted = Route.weighted([
        { workload: web, weight: 100 - given.weight },
        { workload: api, weight: given.weight },
      ]);
      const routes = [Route.to(api, { ...given.rule, path: given.path }), weighted];
      new WebRoute(chart, place.id, { gateway, listeners: ['https'], host, routes });
      if (given.redirects) {
        const redirect = Route.redirect({ scheme: 'https', statusCode: 301 });
        new WebRoute(chart, `${place.id}-plain`, { gateway, listeners: ['http'], host, routes: [redirect] });
      }
    }),
  );

interface GatewayDescription {
  readonly gateway: string;
  readonly host: string;
  readonly routesFrom: RouteNamespaces;
}

function gatewayOf(chart: WebAppChart, { id }: Place, { gateway, host, routesFrom }: GatewayDescription) {
  if (gateway === 'other') {
    return Gateway.fromName('public', { namespace: 'edge' });
  }
  return new Gateway(chart, `${id}-gateway`, {
    className: 'envoy',
    listeners: { http: { protocol: ListenerProtocol.HTTP, routesFrom }, https: { hostname: host, routesFrom } },
    ...(gateway === 'issued' ? { issuer: CertificateIssuer.clusterIssuer('letsencrypt') } : {}),
  });
}
