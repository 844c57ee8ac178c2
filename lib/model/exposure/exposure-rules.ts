import { ipVersion } from '../core/addresses';
import { Finding } from '../core/issue';
import { labelKey } from '../core/label-key';
import { dnsLabel, dnsSubdomain } from '../core/names';
import { optionFindings } from '../core/options';
import { oneOf, portNumber, showWithoutValue, wholeNumber } from '../core/rules';
import { fieldsOf, listOf } from '../core/untrusted';
import { Stage } from '../deployment/stage';
import { annotationFindings, labelsFindings, snippetFindings } from './annotations';
import { Exposure, ExposureKind, GatewayRoute, IngressRoute, LoadBalancerDetails, RouteObject } from './exposure';
import { hostFindings } from './host-rules';
import { HTTP_ROUTE_PATH_TYPES, INGRESS_PATH_TYPES, pathTypeFindings, routePathFindings } from './route-path';
import { TrafficPolicy } from './traffic-policy';

/** Kubernetes' default range; an API server can be configured otherwise, which no managed cluster offers. */
const NODE_PORTS = { min: 30000, max: 32767 };
const IPV4_BITS = 32;
const IPV6_BITS = 128;

/**
 * Ports are in range, routes have a host and a path that Kubernetes accepts, and hosts are such that somebody outside
 * the cluster could resolve them.
 *
 * @param stage stage of the environment; outside development, nobody else reaches localhost
 */
export function exposureFindings(field: string, exposure: Exposure, stage?: Stage): Finding[] {
  const { kind, port, nodePort, host, externalTrafficPolicy, annotations, problems } = fieldsOf(exposure);
  const { ingress, httpRoute, loadBalancer } = fieldsOf(exposure);
  const isRouted = kind === ExposureKind.INGRESS || kind === ExposureKind.HTTP_ROUTE;
  const why = { code: 'service-setting-unknown', remedy: 'Use one of TrafficPolicy.' };
  return [
    ...optionFindings(field, listOf(problems), []),
    ...(port === undefined ? [] : portNumber(`${field}.port`, port)),
    ...(nodePort === undefined ? [] : nodePortFindings(`${field}.nodePort`, nodePort)),
    ...hostFindings(`${field}.host`, host, { isRouted, stage }),
    ...(isRouted ? routeFindings(field, exposure, stage) : []),
    ...(externalTrafficPolicy === undefined
      ? []
      : oneOf(`${field}.externalTrafficPolicy`, externalTrafficPolicy, Object.values(TrafficPolicy), why)),
    ...annotationFindings(`${field}.annotations`, annotations),
    ...(loadBalancer === undefined ? [] : loadBalancerFindings(field, loadBalancer, nodePort)),
    ...(ingress === undefined ? [] : ingressFindings(field, ingress, stage)),
    ...(httpRoute === undefined ? [] : gatewayFindings(field, httpRoute)),
  ];
}

/** A port that every node can have. */
export function nodePortFindings(field: string, given: unknown): Finding[] {
  return wholeNumber(field, given, NODE_PORTS, {
    code: 'node-port-out-of-range',
    remedy: 'Choose a port of that range, or leave it out and the cluster chooses one.',
  });
}

/** A further host name of a route, which may stand for all names of a domain: `*.example.com`. */
export function aliasFindings(field: string, given: string, stage?: Stage): Finding[] {
  const domain = given.startsWith('*.') ? given.slice('*.'.length) : given;
  return hostFindings(field, domain, { isRouted: true, stage });
}

function routeFindings(field: string, exposure: Exposure, stage: Stage | undefined): Finding[] {
  const { kind, path, pathType, aliases, furtherPaths } = exposure;
  const types = kind === ExposureKind.INGRESS ? INGRESS_PATH_TYPES : HTTP_ROUTE_PATH_TYPES;
  return [
    ...listOf(aliases).flatMap((alias, index) => aliasFindings(`${field}.aliases[${index}]`, alias, stage)),
    ...routePathFindings(`${field}.path`, path, pathType),
    ...pathTypeFindings(`${field}.pathType`, pathType, types),
    ...listOf(furtherPaths).flatMap((further, index) => [
      ...routePathFindings(`${field}.furtherPaths[${index}].path`, further.path, further.pathType),
      ...pathTypeFindings(`${field}.furtherPaths[${index}].pathType`, further.pathType, types),
    ]),
  ];
}

function ingressFindings(field: string, ingress: IngressRoute, stage: Stage | undefined): Finding[] {
  return [
    ...ingress.tls.findings(`${field}.tls`, stage),
    ...(ingress.className === undefined ? [] : dnsSubdomain(`${field}.className`, ingress.className)),
    ...objectFindings(field, ingress),
    ...snippetFindings(`${field}.annotations`, ingress.annotations),
  ];
}

function gatewayFindings(field: string, route: GatewayRoute): Finding[] {
  const { gateway, gatewayNamespace, listener } = route;
  return [
    ...dnsSubdomain(`${field}.gateway`, gateway),
    ...(gatewayNamespace === undefined ? [] : dnsLabel(`${field}.gatewayNamespace`, gatewayNamespace)),
    ...(listener === undefined ? [] : dnsSubdomain(`${field}.listener`, listener)),
    ...objectFindings(field, route),
  ];
}

function objectFindings(field: string, { name, labels, annotations }: RouteObject): Finding[] {
  return [
    ...(name === undefined ? [] : dnsSubdomain(`${field}.name`, name)),
    ...labelsFindings(`${field}.labels`, labels),
    ...annotationFindings(`${field}.annotations`, annotations),
  ];
}

function loadBalancerFindings(field: string, details: LoadBalancerDetails, nodePort: number | undefined): Finding[] {
  const { className, loadBalancerIp, sourceRanges, allocateNodePorts } = details;
  const remedy = 'Give a name such as service.k8s.aws/nlb.';
  return [
    ...(className === undefined
      ? []
      : labelKey(`${field}.className`, className).map((finding) => ({ ...finding, code: 'name-invalid', remedy }))),
    ...(loadBalancerIp === undefined ? [] : addressFindings(`${field}.loadBalancerIp`, loadBalancerIp)),
    ...listOf(sourceRanges).flatMap((range, index) => networkFindings(`${field}.sourceRanges[${index}]`, range)),
    ...(allocateNodePorts === false && nodePort !== undefined ? [unusedNodePort(`${field}.nodePort`, nodePort)] : []),
  ];
}

/** An IP address. */
export function addressFindings(field: string, given: string): Finding[] {
  if (ipVersion(given) !== 0) {
    return [];
  }
  const [allowed, remedy] = ['an IP address such as 10.96.0.20 or fd00::20', 'Correct the address, or leave it out.'];
  return [{ code: 'ip-address-invalid', field, given: showWithoutValue(given), allowed, remedy }];
}

/** A network in CIDR notation. */
function networkFindings(field: string, given: string): Finding[] {
  const [address = '', bits = '', ...rest] = given.split('/');
  const version = ipVersion(address);
  const most = version === 4 ? IPV4_BITS : IPV6_BITS;
  if (version !== 0 && rest.length === 0 && /^(?:0|[1-9][0-9]{0,2})$/.test(bits) && Number(bits) <= most) {
    return [];
  }
  return [
    {
      code: 'source-range-invalid',
      field,
      given: showWithoutValue(given),
      allowed: 'a network such as 203.0.113.0/24 or 2001:db8::/32',
      remedy: 'Write an address, "/" and the number of bits that count; /32 or /128 for a single machine.',
    },
  ];
}

/** A node port where the Service has none. */
export function unusedNodePort(field: string, given: number): Finding {
  return {
    code: 'node-port-unused',
    field,
    given: String(given),
    allowed: 'none: nodes have no ports for this Service',
    remedy: 'Leave it out, or use Exposure.nodePort(...).',
  };
}
