import { Construct } from 'constructs';
import { Finding } from '../../model/core/issue';
import { optionFindings } from '../../model/core/options';
import { routeUrl } from '../../model/exposure/exposure';
import { PathType, pathTypeFindings, routePathFindings } from '../../model/exposure/route-path';
import { placeFindings } from '../environment-sources';
import { entryOf } from '../exposed-service';
import { TrafficEntry } from '../traffic-entry';
import { Route } from './route';
import { RouteMatch } from './route-options';

/** What is wrong with a route in its place: with where it leads, and with the paths that it is for. */
export function routeFindings(
  owner: Construct,
  field: string,
  route: Route,
  types: readonly PathType[] = Object.values(PathType),
): Finding[] {
  return [
    ...optionFindings(field, route.problems, []),
    ...route.targets.flatMap(({ service }) => (service === undefined ? [] : placeFindings(field, owner, service))),
    ...route.matches.flatMap(({ path, pathType }, index) => {
      const block = index === 0 ? field : `${field}.alsoMatches[${index - 1}]`;
      return [
        ...routePathFindings(`${block}.path`, path, pathType),
        ...pathTypeFindings(`${block}.pathType`, pathType, types),
      ];
    }),
  ];
}

/** An Ingress leads by host and path to one Service, and changes nothing. */
export function gatewayOnlyFindings(field: string, route: Route): Finding[] {
  const { filters, requestTimeoutSeconds, backendTimeoutSeconds } = route.options;
  const conditions = (match: RouteMatch) => Object.entries({ ...match, path: undefined, pathType: undefined });
  const used = [
    ...Object.entries({ filters, requestTimeoutSeconds, backendTimeoutSeconds }),
    ...route.matches.flatMap((match) => conditions(match)),
    ['several targets', route.targets.length > 1 ? true : undefined] as const,
  ];
  const names = used.filter(([, value]) => value !== undefined).map(([name]) => name);
  return [...new Set(names)].map((name) => ({
    code: 'route-needs-gateway',
    field,
    given: name,
    allowed: 'host and path: an Ingress knows nothing else',
    remedy: 'Use a WebRoute, or annotations of the Ingress controller.',
  }));
}

/** Nothing leads anywhere. */
export function unroutedFinding(field: string): Finding {
  const remedy = 'Add Route.to(workload).';
  return { code: 'route-missing', field, given: 'none', allowed: 'at least one route', remedy };
}

/** Makes a route known to the Services that it leads to, with its address where that can be known. */
export function register(
  route: Route,
  host: string | undefined,
  isEncrypted: boolean,
  way: Pick<TrafficEntry, 'source' | 'gatewayNamespace'>,
): void {
  const [match] = route.matches;
  const isPlain =
    match !== undefined && [match.headers, match.queryParams, match.method].every((each) => each === undefined);
  const url =
    host === undefined || host.startsWith('*') || !isPlain
      ? undefined
      : routeUrl(isEncrypted, host, { path: match.path ?? '/', pathType: match.pathType });
  for (const { service, served } of route.targets) {
    if (served !== undefined) {
      service?.addRoute({ url, entry: entryOf(way.source, served, { gatewayNamespace: way.gatewayNamespace }) });
    }
  }
}
