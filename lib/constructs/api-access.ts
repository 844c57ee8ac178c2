import { Finding } from '../model/core/issue';
import { variableName } from '../model/core/names';
import { anything, Readers, record } from '../model/core/reading';
import { fieldsOf } from '../model/core/untrusted';
import { findAppContext } from './app-context';
import { placeFindings } from './environment-sources';
import { ServedWorkload } from './served-workload';

/** How the frontend is told where the browser finds the API. */
export interface DirectApiOptions {
  /** Variable that the browser's code reads, for example `NEXT_PUBLIC_API_URL`. */
  readonly browserVariable: string;
}

/** How the frontend is told where the browser, and its own server, find the API. */
export interface ProxiedApiOptions extends DirectApiOptions {
  /** Variable that the frontend's server reads, for example `BACKEND_URL`. Not that of the browser. */
  readonly serverVariable: string;
}

/** A variable and where its value comes from. */
interface ApiVariable {
  /** The option that names it. */
  readonly option: string;
  /** @default - nobody named it, which only JavaScript allows */
  readonly name?: string;
  readonly address: (frontend: ServedWorkload) => string;
}

const BROWSER_VARIABLE_OPTION = 'browserVariable';
/** Whoever changes from one way to the other may leave the options as they are. */
const OPTIONS: Readers = { browserVariable: anything, serverVariable: anything };

/**
 * How a browser reaches an API. It decides what the browser's variable holds, and that is always a public address:
 * a name that only the cluster's DNS knows can never end up there.
 */
export class ApiAccess {
  /** The browser calls the backend at the backend's own public address. */
  static direct(backend: ServedWorkload, options: DirectApiOptions): ApiAccess {
    const { browserVariable } = fieldsOf(options);
    return new ApiAccess(backend, partFindings(backend, options), [
      { option: BROWSER_VARIABLE_OPTION, name: browserVariable, address: () => backend.publicUrl },
    ]);
  }

  /** The browser calls the frontend, whose server passes the calls on to the backend inside the cluster. */
  static proxied(backend: ServedWorkload, options: ProxiedApiOptions): ApiAccess {
    const { browserVariable, serverVariable } = fieldsOf(options);
    return new ApiAccess(backend, partFindings(backend, options), [
      { option: BROWSER_VARIABLE_OPTION, name: browserVariable, address: (frontend) => frontend.publicUrl },
      { option: 'serverVariable', name: serverVariable, address: () => backend.internalUrl },
    ]);
  }

  private constructor(
    private readonly backend: ServedWorkload,
    private readonly wrongParts: Finding[],
    private readonly wanted: ApiVariable[],
  ) {}

  /** Everything that is wrong with the way itself, with field names relative to it; empty when nothing is. */
  findings(): Finding[] {
    return this.wrongParts.length > 0 ? [...this.wrongParts] : nameFindings(this.wanted);
  }

  /**
   * The frontend and its API belong to one environment, and to one namespace where the frontend's server calls the API
   * by its name in the cluster; empty when they do.
   */
  placeFindings(frontend: ServedWorkload): Finding[] {
    if (this.wrongParts.length > 0) {
      return [];
    }
    const environments = [frontend, this.backend].map((workload) => findAppContext(workload)?.environment);
    const isInternal = this.wanted.some(({ option }) => option === 'serverVariable');
    return !isInternal && environments[0] === environments[1] ? [] : placeFindings('backend', frontend, this.backend);
  }

  /** @default - only browsers call it, from outside of the cluster */
  get calledByServer(): ServedWorkload | undefined {
    const isCalled = this.wrongParts.length === 0 && this.wanted.some(({ option }) => option === 'serverVariable');
    return isCalled ? this.backend : undefined;
  }

  /** The variables of a frontend that reaches its API in this way, made when they are asked for; none where anything is wrong with the way. */
  variables(frontend: ServedWorkload): { [name: string]: () => string } {
    return { ...this.browserVariables(frontend), ...this.serverVariables(frontend) };
  }

  /** Of those, the ones that the browser's code reads. */
  browserVariables(frontend: ServedWorkload): { [name: string]: () => string } {
    return this.produce(frontend, (option) => option === BROWSER_VARIABLE_OPTION);
  }

  /** Of those, the ones that the frontend's server reads. */
  serverVariables(frontend: ServedWorkload): { [name: string]: () => string } {
    return this.produce(frontend, (option) => option !== BROWSER_VARIABLE_OPTION);
  }

  private produce(frontend: ServedWorkload, isWanted: (option: string) => boolean): { [name: string]: () => string } {
    const wanted = this.findings().length > 0 ? [] : this.wanted.filter(({ option }) => isWanted(option));
    return Object.fromEntries(wanted.map(({ name, address }) => [name, () => address(frontend)]));
  }
}

function partFindings(backend: unknown, options: unknown): Finding[] {
  const isObject = (given: unknown) => typeof given === 'object' && given !== null;
  const isWorkload = isObject(backend) && 'publicUrl' in (backend as object) && 'internalUrl' in (backend as object);
  return [
    ...(isWorkload ? [] : [invalid('backend', backend, 'a Backend')]),
    ...(isObject(options)
      ? record(OPTIONS)('', options).findings
      : [invalid('options', options, 'an object that names the variables')]),
  ];
}

function invalid(field: string, given: unknown, allowed: string): Finding {
  const what = given === undefined || given === null ? 'nothing' : `a value of type ${typeof given}`;
  const remedy = "Write ApiAccess.proxied(backend, { browserVariable: '...', serverVariable: '...' }) or the like.";
  return { code: 'setting-invalid', field, given: what, allowed, remedy };
}

/** Every variable has a name of its own. */
function nameFindings(wanted: ApiVariable[]): Finding[] {
  const wrong = wanted.flatMap(({ option, name }) => variableName(option, name));
  if (wrong.length > 0) {
    return wrong;
  }
  const repeated = wanted.filter(({ name }, index) => wanted.findIndex((other) => other.name === name) < index);
  return repeated.map(({ name = '' }) => ({
    code: 'variable-duplicate',
    field: name,
    given: 'one name for the variable of the browser and that of the server',
    allowed: 'every variable once',
    remedy: 'Give the server a variable of its own: its address of the API means nothing to a browser.',
  }));
}
