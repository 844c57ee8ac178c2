import { Finding, show } from '../../model/core/issue';
import { oneOf } from '../../model/core/rules';
import { within } from '../../model/core/validated';
import { Route } from './route';
import { headerFindings } from './route-filter';
import { RouteMatch } from './route-options';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH'];
const REDIRECT = 'RequestRedirect';
const REWRITE = 'URLRewrite';
const MAX_TIMEOUT_SECONDS = 99999;

/** What only a rule of an HTTPRoute can have, and get wrong. */
export function httpRuleFindings(field: string, route: Route): Finding[] {
  const { filters = [], requestTimeoutSeconds, backendTimeoutSeconds } = route.options;
  const types = filters.map(({ type }) => type);
  const repeated = types.filter((type, index) => types.indexOf(type) < index);
  const isRedirect = types.includes(REDIRECT);
  return [
    ...route.matches.flatMap((match, index) =>
      matchFindings(index === 0 ? field : `${field}.alsoMatches[${index - 1}]`, match),
    ),
    ...filters.flatMap((filter, index) => within(`${field}.filters[${index}]`, filter.findings())),
    ...repeated.map((type) => filtersFinding(field, `several filters of type ${type}`)),
    ...(isRedirect && types.includes(REWRITE) ? [filtersFinding(field, 'a redirect beside a rewrite')] : []),
    ...(isRedirect && route.targets.length > 0
      ? [filtersFinding(field, 'a redirect that leads to a workload too')]
      : []),
    ...route.targets.flatMap(({ port, portName, service }) =>
      port === undefined && portName !== undefined && service === undefined ? [numberMissing(field, portName)] : [],
    ),
    ...timeoutFindings(`${field}.requestTimeoutSeconds`, requestTimeoutSeconds),
    ...timeoutFindings(`${field}.backendTimeoutSeconds`, backendTimeoutSeconds),
    ...(requestTimeoutSeconds !== undefined &&
    requestTimeoutSeconds > 0 &&
    backendTimeoutSeconds !== undefined &&
    backendTimeoutSeconds > requestTimeoutSeconds
      ? [timeoutFinding(`${field}.backendTimeoutSeconds`, backendTimeoutSeconds, 'at most requestTimeoutSeconds')]
      : []),
  ];
}

function matchFindings(field: string, { headers = {}, method }: RouteMatch): Finding[] {
  const why = { code: 'route-method-unknown', remedy: 'Write one of them in capitals.' };
  return [
    ...Object.keys(headers).flatMap((name) => headerFindings(`${field}.headers`, name)),
    ...(method === undefined ? [] : oneOf(`${field}.method`, method, METHODS, why)),
  ];
}

function filtersFinding(field: string, given: string): Finding {
  return {
    code: 'route-filters-clash',
    field: `${field}.filters`,
    given,
    allowed: 'each type of filter once; a redirect without a rewrite and without a workload',
    remedy: 'Join them, or write several routes; Route.redirect(...) leads nowhere else.',
  };
}

/** An HTTPRoute knows no names of ports. */
function numberMissing(field: string, portName: string): Finding {
  const remedy = 'Give the number of the port of that Service.';
  return { code: 'route-port-unknown', field: `${field}.portName`, given: show(portName), allowed: 'port', remedy };
}

function timeoutFindings(field: string, seconds: number | undefined): Finding[] {
  const isFine = seconds === undefined || (seconds >= 0 && seconds <= MAX_TIMEOUT_SECONDS);
  return isFine ? [] : [timeoutFinding(field, seconds, `0 (no end) to ${MAX_TIMEOUT_SECONDS} seconds`)];
}

function timeoutFinding(field: string, given: number, allowed: string): Finding {
  const remedy = 'Correct the number of seconds.';
  return { code: 'route-timeout-invalid', field, given: String(given), allowed, remedy };
}
