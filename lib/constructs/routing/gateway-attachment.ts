import { Chart } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { Finding, show } from '../../model/core/issue';
import { findAppContext } from '../app-context';
import { GatewayListener, IGateway, ListenerProtocol } from './gateway-listener';

/** The listeners of a Gateway that a route with these hosts attaches to; none where they are not known. */
function chosen({ listeners = {} }: IGateway, names: readonly string[]): [string, GatewayListener][] {
  return Object.entries(listeners).filter(([name]) => names.length === 0 || names.includes(name));
}

/** Whether people reach the host by https there. A Gateway of which nothing is known is taken to end TLS. */
export function isEncrypted(gateway: IGateway, names: readonly string[], host: string | undefined): boolean {
  const reached = chosen(gateway, names).filter(([, listener]) => host === undefined || serves(listener, host));
  return reached.length === 0 || reached.some(([, { protocol }]) => protocol !== ListenerProtocol.HTTP);
}

/** What keeps a route from a Gateway of the program. */
export function attachmentFindings(
  route: Construct,
  gateway: IGateway,
  names: readonly string[],
  hosts: readonly string[],
): Finding[] {
  const { listeners } = gateway;
  if (listeners === undefined) {
    return [];
  }
  const known = Object.keys(listeners);
  const reached = chosen(gateway, names);
  const unknown = names.filter((name) => !known.includes(name));
  const unserved = reached.length === 0 ? [] : hosts.filter((host) => !reached.some(([, each]) => serves(each, host)));
  return [
    ...elsewhere(route, gateway as unknown as IConstruct),
    ...unknown.map((name) => unknownListener(name, known)),
    ...unserved.map((host) => unservedHost(host, reached)),
    ...reached.filter(([, each]) => !allows(route, gateway, each)).map(([name]) => refused(name, route)),
  ];
}

/** Whether the listener takes requests for the host, which may stand for all names of a domain. */
function serves({ hostname, protocol }: GatewayListener, host: string): boolean {
  if (protocol === ListenerProtocol.TLS) {
    return false;
  }
  const covers = (wide: string, narrow: string) => wide.startsWith('*.') && narrow.endsWith(wide.slice(1));
  return hostname === undefined || hostname === host || covers(hostname, host) || covers(host, hostname);
}

/** Labels of a namespace are not known here, so a listener that chooses by them is believed. */
function allows(route: Construct, { gatewayNamespace }: IGateway, { routesFrom }: GatewayListener): boolean {
  const isOpen = routesFrom !== undefined && (routesFrom.allowsAll || routesFrom.labels !== undefined);
  return isOpen || gatewayNamespace === Chart.of(route).namespace;
}

function elsewhere(route: Construct, gateway: IConstruct): Finding[] {
  const [own, other] = [route, gateway].map((each) => findAppContext(each)?.environment);
  if (own === other) {
    return [];
  }
  return [
    {
      code: 'reference-elsewhere',
      field: 'gateway',
      given: `${gateway.node.path} of environment ${other ?? 'none'}`,
      allowed: `a Gateway of environment ${own ?? 'none'}`,
      remedy: 'Define one in the environment of the route, or name one by Gateway.fromName(...).',
    },
  ];
}

function unknownListener(given: string, known: readonly string[]): Finding {
  const remedy = 'Correct the name, or add the listener to the Gateway.';
  return { code: 'listener-unknown', field: 'listeners', given: show(given), allowed: known.join(', '), remedy };
}

function unservedHost(host: string, reached: readonly [string, GatewayListener][]): Finding {
  return {
    code: 'route-host-unserved',
    field: 'host',
    given: show(host),
    allowed: `hosts that a listener takes: ${reached.map(([, { hostname }]) => hostname ?? 'every host').join(', ')}`,
    remedy: 'Correct the host, or give the Gateway a listener for it.',
  };
}

function refused(name: string, route: Construct): Finding {
  return {
    code: 'gateway-refuses-route',
    field: 'gateway',
    given: `a route of namespace ${Chart.of(route).namespace ?? 'default'}`,
    allowed: `routes of the namespace of the Gateway, as its listener ${show(name)} says`,
    remedy:
      'Say routesFrom: RouteNamespaces.all() or withLabels(...) at the listener, or choose others by `listeners`.',
  };
}
