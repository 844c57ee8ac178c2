import { Construct } from 'constructs';
import { Finding } from '../model/core/issue';
import { instance, Readers } from '../model/core/reading';
import { hasMethods } from '../model/core/untrusted';
import { within } from '../model/core/validated';
import { isClusterName } from '../model/exposure/host-rules';
import { NetworkPort } from '../model/network/network-port';
import { ApiAccess } from './api-access';
import { DEPLOYMENT, DeploymentOptions } from './deployment';
import { EnvFrom } from './env-from';
import { EnvValue } from './env-value';
import { ServedWorkload, ServedWorkloadProps } from './served-workload';
import { Validation } from './validation';

/** Options of `Frontend`. */
export interface FrontendProps extends ServedWorkloadProps, DeploymentOptions, ApiOptions {}

/** What a frontend knows of the API that it calls. */
export interface ApiOptions {
  /**
   * How the browser reaches the API, and the variables that say so.
   * @default - the frontend is not told of any API
   */
  readonly api?: ApiAccess;
}

const API_OPTIONS: Readers = { api: instance('an ApiAccess, such as ApiAccess.proxied(...)', isApiAccess) };

/** Beginnings of names that frameworks hand to the browser: Next.js, Vite, Create React App, SvelteKit, and so on. */
const BROWSER_VARIABLE = /^(?:NEXT_PUBLIC|VITE|REACT_APP|PUBLIC|NUXT_PUBLIC|EXPO_PUBLIC|GATSBY)_/;

/** Whether frameworks hand a variable of that name to the browser. Most of them do so when the image is built. */
export function isBrowserVariable(name: string): boolean {
  return BROWSER_VARIABLE.test(name);
}

/**
 * A user interface that is served over HTTP: a Deployment and its Service.
 *
 * Its objects carry the labels `app` (the name), `component: ui` and `tier: frontend`. It takes no Secret as a whole: what
 * a frontend knows, the browser may come to know. A single key for its server is given by `envVariables`.
 */
export class Frontend extends ServedWorkload {
  constructor(scope: Construct, id: string, props: FrontendProps) {
    super(scope, id, props, { component: 'ui', tier: 'frontend', controller: DEPLOYMENT, readers: API_OPTIONS });
    const { api } = this.props as FrontendProps;
    const { env = {}, envVariables = {}, envFrom = [], secrets } = this.props;
    const variables = api === undefined ? {} : this.variablesOf(api);
    Validation.of(this).report(
      ...browserFindings('env', env),
      ...within('api', [...(api?.findings() ?? []), ...(api?.placeFindings(this) ?? [])]),
      ...browserSecretFindings(envVariables),
      ...wholeSecretFindings(secrets !== undefined, envFrom),
    );
    Validation.of(this).addRule(() =>
      browserFindings('api', Object.fromEntries(Object.entries(variables).map(([name, produce]) => [name, produce()]))),
    );
    this.addVariables('api', variables);
    const called = api?.calledByServer;
    if (called !== undefined && (api?.placeFindings(this) ?? []).length === 0) {
      // The address that the variable holds leads to the first port of the Service, whatever else the API offers.
      const [first] = called.service.ports;
      this.connect(called, first === undefined ? [] : [NetworkPort.number(first.targetPort, first.protocol)]);
    }
  }

  /** The variables of the process that say where the API is. */
  protected variablesOf(api: ApiAccess): { [name: string]: () => string } {
    return api.variables(this);
  }
}

/** No variable that the browser reads comes from a Secret. */
function browserSecretFindings(variables: { [name: string]: EnvValue }): Finding[] {
  const names = Object.keys(variables).filter(
    (name) => isBrowserVariable(name) && variables[name]?.secrets !== undefined,
  );
  return names.map((name) => ({
    code: 'browser-variable-secret',
    field: `envVariables.${name}`,
    given: 'a key of a Secret in a variable that the framework hands to the browser',
    allowed: 'public values',
    remedy: 'Name the variable without that prefix, so that only the server of the frontend reads it.',
  }));
}

/** A frontend names the keys that its server needs, one by one. */
function wholeSecretFindings(hasSecrets: boolean, sources: readonly EnvFrom[]): Finding[] {
  const fields = [
    ...(hasSecrets ? ['secrets'] : []),
    ...sources.flatMap(({ secret }, index) => (secret === undefined ? [] : [`envFrom[${index}]`])),
  ];
  return fields.map((field) => ({
    code: 'frontend-takes-secrets',
    field,
    given: 'all keys of a Secret',
    allowed: 'single keys, for the server of the frontend',
    remedy: 'Write envVariables: { KEY: EnvValue.fromSecret(secrets, "KEY") }, or do without.',
  }));
}

/** Also across two copies of this library. */
function isApiAccess(given: unknown): given is ApiAccess {
  return hasMethods(given, ['variables', 'findings', 'placeFindings']);
}

/** No variable that the browser reads holds an address that only the cluster can resolve. */
function browserFindings(field: string, variables: { [name: string]: unknown }): Finding[] {
  return Object.entries(variables).flatMap(([name, value]) =>
    isBrowserVariable(name) ? internalAddressFindings(`${field}.${name}`, value) : [],
  );
}

/** The value is no address that only the cluster can resolve. */
export function internalAddressFindings(field: string, value: unknown): Finding[] {
  const host = hostOf(value);
  return host === '' || !isClusterName(host) ? [] : [internalFinding(field, host)];
}

/** The host of a URL; empty where the value is none, or has an IPv6 address, which has no dots either. */
function hostOf(value: unknown): string {
  const { hostname } = typeof value === 'string' && URL.canParse(value) ? new URL(value) : { hostname: '' };
  return hostname.startsWith('[') ? '' : hostname;
}

function internalFinding(field: string, host: string): Finding {
  return {
    code: 'browser-variable-internal',
    field,
    given: `a URL with the host ${JSON.stringify(host)}, which only the cluster knows`,
    allowed: 'an address that a browser can reach, in a variable that the framework hands to the browser',
    remedy:
      'Use ApiAccess, which gives the browser a public address; name a variable for the server without that prefix.',
  };
}
