import { Finding, show } from '../../model/core/issue';
import { portName as validPortName, serviceName } from '../../model/core/names';
import { optionFindings } from '../../model/core/options';
import { instance, list, map, number, Readers, record, text } from '../../model/core/reading';
import { portNumber, wholeNumber } from '../../model/core/rules';
import { fieldsOf, hasMethods, listOf } from '../../model/core/untrusted';
import { ServedPort } from '../../model/exposure/service-exposure';
import { ExposedService } from '../exposed-service';
import { ServedWorkload } from '../served-workload';
import { RedirectOptions, RouteFilter } from './route-filter';
import { ExternalRouteOptions, RouteMatch, RouteOptions, RouteRuleOptions, RouteTargetOptions } from './route-options';

/** A workload that gets a part of the requests. */
export interface WeightedTarget extends RouteTargetOptions {
  /** The workload. */
  readonly workload: ServedWorkload;
  /** Its share, beside the shares of the others; 0 to get none. */
  readonly weight: number;
}

/** A Service and port that a route leads to. */
export interface ResolvedTarget {
  /** Name of the Service. */
  readonly serviceName: string;
  /** @default - only its name is known */
  readonly port?: number;
  /** @default - the number is meant */
  readonly portName?: string;
  /** @default - an equal share */
  readonly weight?: number;
  /** @default - it is not part of the program */
  readonly service?: ExposedService;
  /** @default - it is not part of the program */
  readonly served?: ServedPort;
}

interface RouteFields {
  readonly targets: readonly ResolvedTarget[];
  readonly options: RouteRuleOptions;
  readonly problems: Finding[];
}

const MATCH: Readers = {
  path: text,
  pathType: text,
  headers: map(text),
  queryParams: map(text),
  method: text,
};
const RULE: Readers = {
  ...MATCH,
  alsoMatches: list(record(MATCH)),
  filters: list(instance('a RouteFilter', (value) => hasMethods(value, ['render', 'findings']))),
  requestTimeoutSeconds: number,
  backendTimeoutSeconds: number,
};
const PORT: Readers = { port: number, portName: text };
/** The largest share that Gateways take. */
const MAX_WEIGHT = 1_000_000;
const TARGET: Readers = { ...PORT, service: text };

/**
 * Where requests lead: for a `WebIngress` or a `WebRoute`. It names a workload and its ports, so it cannot lead nowhere.
 */
export class Route {
  /** To a workload. */
  static to(workload: ServedWorkload, options: RouteOptions = {}): Route {
    const { value, findings } = record({ ...RULE, ...TARGET })('', options);
    const given = fieldsOf(value as RouteOptions);
    const { target, problems } = targetOf(workload, given);
    return new Route({ targets: target, options: given, problems: [...findings, ...problems] });
  }

  /** To several workloads, each of which gets its share. Of a WebRoute only. */
  static weighted(targets: WeightedTarget[], options: RouteRuleOptions = {}): Route {
    const { value, findings } = record(RULE)('', options);
    const resolved = listOf(targets).map((given, index) => {
      const { workload, weight, ...others } = fieldsOf(given);
      const { target, problems } = targetOf(workload, others);
      const wrong = [...problems, ...weightFindings(weight)];
      return {
        target: target.map((each) => ({ ...each, weight })),
        problems: wrong.map((finding) => ({ ...finding, field: `targets[${index}].${finding.field}` })),
      };
    });
    return new Route({
      targets: resolved.flatMap(({ target }) => target),
      options: fieldsOf(value as RouteRuleOptions),
      problems: [...findings, ...resolved.flatMap(({ problems }) => problems)],
    });
  }

  /** To a Service of the namespace that is not part of the program. Nobody checks that it is there. */
  static toExternal(name: string, options: ExternalRouteOptions): Route {
    const { value, findings } = record({ ...RULE, ...PORT })('', options);
    const given = fieldsOf(value as ExternalRouteOptions);
    const { port, portName } = given;
    const wrong = [
      ...(port === undefined && portName === undefined ? [portMissing()] : []),
      ...(port === undefined ? [] : portNumber('port', port)),
      ...(portName === undefined ? [] : validPortName('portName', portName)),
    ];
    return new Route({
      targets: [{ serviceName: name, port, portName }],
      options: given,
      problems: [...serviceName('service', name), ...optionFindings('', findings, wrong)],
    });
  }

  /** To another address, by an answer that says so. Of a WebRoute only. */
  static redirect(redirect: RedirectOptions, options: RouteRuleOptions = {}): Route {
    const { value, findings } = record(RULE)('', options);
    const given = fieldsOf(value as RouteRuleOptions);
    const filters = [...(given.filters ?? []), RouteFilter.redirect(redirect)];
    return new Route({ targets: [], options: { ...given, filters }, problems: findings });
  }

  /** What is wrong with where it leads, with field names relative to it. */
  readonly problems: Finding[];
  readonly #targets: readonly ResolvedTarget[];
  readonly #options: RouteRuleOptions;

  private constructor({ targets, options, problems }: RouteFields) {
    this.#targets = targets;
    this.#options = options;
    this.problems = problems;
  }

  /** The Services that it leads to: a copy. */
  get targets(): ResolvedTarget[] {
    return [...this.#targets];
  }

  /** What requests it is for, at least one: a copy. */
  get matches(): RouteMatch[] {
    const { path = '/', pathType, headers, queryParams, method, alsoMatches = [] } = this.#options;
    const others = alsoMatches.map((match) => ({ ...match, path: match.path ?? '/' }));
    return [{ path, pathType, headers, queryParams, method }, ...others];
  }

  /** What else it is. */
  get options(): RouteRuleOptions {
    return this.#options;
  }
}

/** Tells a `Route`, also across two copies of this library. */
export function isRoute(value: object): value is Route {
  return 'targets' in value && 'matches' in value && 'problems' in value;
}

interface TargetReading {
  readonly target: ResolvedTarget[];
  readonly problems: Finding[];
}

function targetOf(
  workload: ServedWorkload | undefined,
  { service, port, portName }: RouteTargetOptions,
): TargetReading {
  if (workload === undefined || !hasMethods(workload, ['entries', 'servedPorts'])) {
    const remedy = 'Write Route.to(workload) with a Backend, a Frontend or the like.';
    const [given, allowed] = [`a value of type ${typeof workload}`, 'a workload that has a Service'];
    return { target: [], problems: [{ code: 'setting-invalid', field: 'workload', given, allowed, remedy }] };
  }
  const exposed = workload.services.find((each) => service === undefined || each.serviceName === service);
  if (exposed === undefined) {
    const names = workload.services.map((each) => each.serviceName);
    return { target: [], problems: [{ code: 'route-service-unknown', field: 'service', ...unknown(service, names) }] };
  }
  const served = exposed.ports.find(
    (each) => (port === undefined || each.port === port) && (portName === undefined || each.name === portName),
  );
  const target = { serviceName: exposed.serviceName, service: exposed, portName };
  if (served === undefined) {
    const known = exposed.ports.map((each) =>
      each.name === undefined ? `${each.port}` : `${each.name} (${each.port})`,
    );
    const field = portName === undefined ? 'port' : 'portName';
    return { target: [target], problems: [{ code: 'route-port-unknown', field, ...unknown(portName ?? port, known) }] };
  }
  return { target: [{ ...target, port: served.port, served }], problems: [] };
}

function unknown(given: unknown, known: readonly string[]) {
  return { given: show(given), allowed: known.join(', '), remedy: 'Correct it, or add it to the workload.' };
}

function portMissing(): Finding {
  const remedy = 'Give the number or the name of the port of that Service.';
  return { code: 'route-port-unknown', field: 'port', given: 'nothing', allowed: 'port or portName', remedy };
}

function weightFindings(weight: unknown): Finding[] {
  const why = { code: 'route-weight-invalid', remedy: 'Give shares such as 90 and 10.' };
  return wholeNumber('weight', weight, { min: 0, max: MAX_WEIGHT }, why);
}
