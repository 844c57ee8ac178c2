import { ApiObjectProps } from 'cdk8s';
import type {
  HttpRouteSpec,
  HttpRouteSpecParentRefs,
  HttpRouteSpecRules,
  HttpRouteSpecRulesMatches,
} from '../../../imports/gateway.networking.k8s.io';
import { PathType } from '../../model/exposure/route-path';
import { Written } from '../written';
import { RouteMatch } from './route-options';

/** A Service that a rule of an HTTPRoute leads to. */
export interface HttpBackend {
  /** Name of the Service. */
  readonly serviceName: string;
  /** @default - it is not known, which was reported */
  readonly port?: number;
  /** @default - an equal share */
  readonly weight?: number;
}

/** A rule of an HTTPRoute. */
export interface HttpRule {
  readonly matches: readonly RouteMatch[];
  readonly backends: readonly HttpBackend[];
  /** @default - none */
  readonly filters?: readonly object[];
  /** @default - those of the Gateway */
  readonly requestTimeoutSeconds?: number;
  /** @default - those of the Gateway */
  readonly backendTimeoutSeconds?: number;
}

/** What an HTTPRoute is made of. */
export interface HttpRouteParts {
  readonly name: string;
  /** @default - none */
  readonly labels?: { [key: string]: string };
  /** @default - none */
  readonly annotations?: { [key: string]: string };
  readonly parents: readonly Written<HttpRouteSpecParentRefs>[];
  /** Host names; none stands for those of the listener. */
  readonly hosts: readonly string[];
  readonly rules: readonly HttpRule[];
}

const MILLISECONDS = 1000;
const PATH_TYPES: ReadonlyMap<string, 'Exact' | 'RegularExpression'> = new Map([
  [PathType.EXACT, 'Exact'],
  [PathType.REGULAR_EXPRESSION, 'RegularExpression'],
]);

/**
 * An HTTPRoute as it is written.
 *
 * @see https://gateway-api.sigs.k8s.io/api-types/httproute/
 */
export function httpRouteManifest(parts: HttpRouteParts): ApiObjectProps {
  const { name, labels, annotations, parents, hosts, rules } = parts;
  const spec: Written<HttpRouteSpec> = {
    parentRefs: [...parents],
    hostnames: hosts.length === 0 ? undefined : [...hosts],
    rules: rules.map((rule) => ruleOf(rule)),
  };
  const metadata = { name, labels, annotations };
  return { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute', metadata, spec };
}

function ruleOf({ matches, backends, filters = [], ...timeouts }: HttpRule): Written<HttpRouteSpecRules> {
  const { requestTimeoutSeconds: request, backendTimeoutSeconds: backend } = timeouts;
  return {
    matches: matches.map((match) => matchOf(match)),
    filters: filters.length === 0 ? undefined : (filters as Written<HttpRouteSpecRules>['filters']),
    backendRefs:
      backends.length === 0
        ? undefined
        : backends.map(({ serviceName, ...others }) => ({ name: serviceName, ...others })),
    timeouts:
      request === undefined && backend === undefined
        ? undefined
        : { request: duration(request), backendRequest: duration(backend) },
  };
}

function matchOf({ path = '/', pathType = PathType.PREFIX, headers, queryParams, method }: RouteMatch) {
  const type = PATH_TYPES.get(pathType) ?? 'PathPrefix';
  const match: Written<HttpRouteSpecRulesMatches> = {
    path: { type, value: path },
    headers: pairs(headers),
    queryParams: pairs(queryParams),
    method: method as Written<HttpRouteSpecRulesMatches>['method'],
  };
  return match;
}

function pairs(values: { [name: string]: string } = {}): { name: string; value: string }[] | undefined {
  const entries = Object.entries(values).map(([name, value]) => ({ name, value }));
  return entries.length === 0 ? undefined : entries;
}

/** Seconds and milliseconds, each with five digits at most. */
function duration(seconds: number | undefined): string | undefined {
  if (seconds === undefined) {
    return undefined;
  }
  const milliseconds = Math.round(seconds * MILLISECONDS);
  const [whole, rest] = [Math.floor(milliseconds / MILLISECONDS), milliseconds % MILLISECONDS];
  return rest === 0 ? `${whole}s` : `${whole === 0 ? '' : `${whole}s`}${rest}ms`;
}
