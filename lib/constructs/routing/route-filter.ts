import type { HttpRouteSpecRulesFilters } from '../../../imports/gateway.networking.k8s.io';
import { Finding, show } from '../../model/core/issue';
import { dnsSubdomain } from '../../model/core/names';
import { list, map, number, Reading, record, text } from '../../model/core/reading';
import { oneOf, portNumber } from '../../model/core/rules';
import { fieldsOf } from '../../model/core/untrusted';
import { Written } from '../written';

/** Where a client is sent. */
export interface RedirectOptions {
  /**
   * `http` or `https`.
   * @default - that of the request
   */
  readonly scheme?: string;
  /**
   * Host name.
   * @default - that of the request
   */
  readonly host?: string;
  /**
   * Port.
   * @default - that of the scheme
   */
  readonly port?: number;
  /**
   * The path, in place of the whole path of the request.
   * @default - the path of the request
   */
  readonly fullPath?: string;
  /**
   * What takes the place of the prefix that the route matched.
   * @default - the path of the request
   */
  readonly prefix?: string;
  /**
   * Status code: 301, 302, 303, 307 or 308.
   * @default - 302
   */
  readonly statusCode?: number;
}

/** What the Service gets in place of what the client asked for. */
export interface RewriteOptions {
  /**
   * Host name.
   * @default - that of the request
   */
  readonly host?: string;
  /**
   * The path, in place of the whole path of the request.
   * @default - the path of the request
   */
  readonly fullPath?: string;
  /**
   * What takes the place of the prefix that the route matched.
   * @default - the path of the request
   */
  readonly prefix?: string;
}

/** Changes of headers. */
export interface HeaderOptions {
  /**
   * Headers whose values are replaced.
   * @default - none
   */
  readonly set?: { [name: string]: string };
  /**
   * Headers to which a value is added.
   * @default - none
   */
  readonly add?: { [name: string]: string };
  /**
   * Headers that are taken away.
   * @default - none
   */
  readonly remove?: string[];
}

const SCHEMES = ['http', 'https'];
const STATUS_CODES = [301, 302, 303, 307, 308];
const PATHS = { host: text, fullPath: text, prefix: text };
const HEADERS = { set: map(text), add: map(text), remove: list(text) };
const HEADER = /^[A-Za-z0-9!#$%&'*+\-.^_`|~]+$/;

/**
 * What a Gateway changes of a request or its answer. An Ingress has none of these.
 *
 * @see https://gateway-api.sigs.k8s.io/reference/spec/#httproutefilter
 */
export class RouteFilter {
  /** Sends the client elsewhere. */
  static redirect(options: RedirectOptions): RouteFilter {
    const reading = record({ ...PATHS, scheme: text, port: number, statusCode: number })('', fieldsOf(options));
    const { scheme, host, port, statusCode, ...paths } = fieldsOf(reading.value as RedirectOptions);
    const requestRedirect = {
      scheme: scheme as 'http' | 'https' | undefined,
      hostname: host,
      port,
      statusCode,
      path: pathOf(paths),
    };
    const problems = [...reading.findings, ...redirectFindings(reading)];
    return new RouteFilter({ type: 'RequestRedirect', requestRedirect }, problems);
  }

  /** Asks the Service for another path or host. */
  static rewrite(options: RewriteOptions): RouteFilter {
    const reading = record(PATHS)('', fieldsOf(options));
    const { host, ...paths } = fieldsOf(reading.value as RewriteOptions);
    const urlRewrite = { hostname: host, path: pathOf(paths) };
    return new RouteFilter({ type: 'URLRewrite', urlRewrite }, [...reading.findings, ...pathFindings(reading)]);
  }

  /** Changes headers of the request. */
  static requestHeaders(options: HeaderOptions): RouteFilter {
    const { value, findings } = headers(options);
    return new RouteFilter({ type: 'RequestHeaderModifier', requestHeaderModifier: value }, findings);
  }

  /** Changes headers of the answer. */
  static responseHeaders(options: HeaderOptions): RouteFilter {
    const { value, findings } = headers(options);
    return new RouteFilter({ type: 'ResponseHeaderModifier', responseHeaderModifier: value }, findings);
  }

  readonly #rendered: Written<HttpRouteSpecRulesFilters>;
  readonly #problems: Finding[];

  private constructor(rendered: Written<HttpRouteSpecRulesFilters>, problems: Finding[]) {
    this.#rendered = rendered;
    this.#problems = problems;
  }

  /** Its type, for example `URLRewrite`. */
  get type(): string {
    return this.#rendered.type;
  }

  /** Everything that is wrong with it, with field names relative to it. */
  findings(): Finding[] {
    return [...this.#problems];
  }

  /** The filter as it is written. */
  render(): object {
    return this.#rendered;
  }
}

function pathOf({ fullPath, prefix }: RewriteOptions) {
  if (fullPath !== undefined) {
    return { type: 'ReplaceFullPath', replaceFullPath: fullPath } as const;
  }
  return prefix === undefined ? undefined : ({ type: 'ReplacePrefixMatch', replacePrefixMatch: prefix } as const);
}

function headers(options: HeaderOptions) {
  const reading = record(HEADERS)('', fieldsOf(options));
  const { set = {}, add = {}, remove = [] } = fieldsOf(reading.value as HeaderOptions);
  const pairs = (values: { [name: string]: string }) =>
    Object.entries(values).map(([name, value]) => ({ name, value }));
  const filled = <T>(items: T[]) => (items.length === 0 ? undefined : items);
  const names = [...Object.keys(set), ...Object.keys(add), ...remove];
  return {
    value: { set: filled(pairs(set)), add: filled(pairs(add)), remove: filled(remove) },
    findings: [
      ...reading.findings,
      ...names.flatMap((name) => headerFindings('headers', name)),
      ...(names.length === 0 ? [empty('a header that is set, added or removed')] : []),
    ],
  };
}

/** The text can be the name of a header. */
export function headerFindings(field: string, name: string): Finding[] {
  if (HEADER.test(name)) {
    return [];
  }
  const allowed = 'letters, digits and "-"';
  return [{ code: 'header-invalid', field, given: show(name), allowed, remedy: 'Correct the name of the header.' }];
}

function redirectFindings(reading: Reading): Finding[] {
  const { scheme, port, statusCode } = fieldsOf(reading.value as RedirectOptions);
  const why = { code: 'route-filter-invalid', remedy: 'Use one of those.' };
  return [
    ...(scheme === undefined ? [] : oneOf('scheme', scheme, SCHEMES, why)),
    ...(port === undefined ? [] : portNumber('port', port)),
    ...(statusCode === undefined ? [] : oneOf('statusCode', String(statusCode), STATUS_CODES.map(String), why)),
    ...pathFindings(reading),
  ];
}

function pathFindings({ value }: Reading): Finding[] {
  const { host, fullPath, prefix, ...others } = fieldsOf(value as RedirectOptions);
  const paths = Object.entries({ fullPath, prefix });
  return [
    ...(host === undefined ? [] : dnsSubdomain('host', host)),
    ...paths.flatMap(([field, path]) => (path === undefined || path.startsWith('/') ? [] : [relative(field, path)])),
    ...(fullPath === undefined || prefix === undefined ? [] : [empty('one of fullPath and prefix')]),
    ...([host, fullPath, prefix, ...Object.values(others)].every((each) => each === undefined)
      ? [empty('something that is changed')]
      : []),
  ];
}

function relative(field: string, given: string): Finding {
  const [allowed, remedy] = ['an absolute path', 'Begin it with "/".'];
  return { code: 'route-filter-invalid', field, given: show(given), allowed, remedy };
}

function empty(allowed: string): Finding {
  const remedy = 'Say what the filter changes, or leave the filter out.';
  return { code: 'route-filter-invalid', field: 'options', given: 'none or both', allowed, remedy };
}
