import { Finding } from '../core/issue';
import { oneOf, showWithoutValue } from '../core/rules';

/** How a path is compared with that of a request. */
export enum PathType {
  /** The path and everything below it. */
  PREFIX = 'Prefix',
  /** The path alone. */
  EXACT = 'Exact',
  /** As the Ingress controller understands it. Of an Ingress only. */
  IMPLEMENTATION_SPECIFIC = 'ImplementationSpecific',
  /** By a regular expression. Of an HTTPRoute only, where the Gateway supports it. */
  REGULAR_EXPRESSION = 'RegularExpression',
}

/** A path that requests are routed by. */
export interface RoutePath {
  /** The path, for example `/api`. */
  readonly path: string;
  /**
   * How it is compared.
   * @default PathType.PREFIX
   */
  readonly pathType?: PathType;
}

/** Path types of an Ingress. */
export const INGRESS_PATH_TYPES = [PathType.PREFIX, PathType.EXACT, PathType.IMPLEMENTATION_SPECIFIC];
/** Path types of an HTTPRoute. */
export const HTTP_ROUTE_PATH_TYPES = [PathType.PREFIX, PathType.EXACT, PathType.REGULAR_EXPRESSION];

/** What both take literally: an HTTPRoute by its schema, an Ingress by the rules for the path type Prefix. */
const SEGMENTS = /^(?:\/[-A-Za-z0-9._~!$&'()*+,;=:@]+)+\/?$/;
const DOTS = /\/\.{1,2}(?:\/|$)/;
/** What is not compared literally has only its beginning checked, by Kubernetes too. */
const EXPRESSION = /^\/[!-~]*$/;
const MAX_LENGTH = 1024;

/**
 * The text is a path that an Ingress and an HTTPRoute can route by.
 *
 * @see https://gateway-api.sigs.k8s.io/reference/spec/#httppathmatch
 */
export function routePathFindings(field: string, given: unknown, pathType: PathType = PathType.PREFIX): Finding[] {
  const isLiteral = pathType === PathType.PREFIX || pathType === PathType.EXACT;
  const isPath = typeof given === 'string' && given.length <= MAX_LENGTH;
  if (given === '/' || (isPath && (isLiteral ? SEGMENTS.test(given) && !DOTS.test(given) : EXPRESSION.test(given)))) {
    return [];
  }
  return [
    {
      code: 'route-path-invalid',
      field,
      given: showWithoutValue(given),
      allowed: isLiteral
        ? '"/", or up to 1024 characters that begin with "/": letters, digits and "-._~!$&\'()*+,;=:@" between single ' +
          'slashes, without "%" and without the segments "." and ".."'
        : 'up to 1024 printable ASCII characters that begin with "/", without spaces',
      remedy: 'Give a path like /api, which stands for /api/ and everything below it too.',
    },
  ];
}

/** The path type is one that this kind of route has. */
export function pathTypeFindings(field: string, given: PathType | undefined, known: readonly PathType[]): Finding[] {
  const why = { code: 'path-type-unsupported', remedy: 'Use one of those.' };
  return given === undefined ? [] : oneOf(field, given, known, why);
}

/** The same address has the same text: a prefix stands for itself with and without a slash at its end. */
export function canonicalPath({ path, pathType = PathType.PREFIX }: RoutePath): string {
  return pathType === PathType.PREFIX ? withoutSlash(path) : `${path} (${pathType})`;
}

/** The path as the end of an address. */
export function withoutSlash(path: string): string {
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}
