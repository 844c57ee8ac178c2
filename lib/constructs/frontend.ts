import { Construct } from 'constructs';
import { Finding } from '../model/core/issue';
import { instance, Reader } from '../model/core/reading';
import { fieldsOf, hasMethods } from '../model/core/untrusted';
import { within } from '../model/core/validated';
import { isClusterName } from '../model/exposure/host-rules';
import { ApiAccess } from './api-access';
import { Validation } from './validation';
import { Workload } from './workload';
import { WorkloadProps } from './workload-props';

/** Options of `Frontend`. */
export interface FrontendProps extends WorkloadProps {
  /**
   * How the browser reaches the API, and the variables that say so.
   * @default - the frontend is not told of any API
   */
  readonly api?: ApiAccess;
}

const apiReader: Reader = instance('an ApiAccess, such as ApiAccess.proxied(...)', isApiAccess);

/** Beginnings of names that frameworks hand to the browser: Next.js, Vite, Create React App, SvelteKit, and so on. */
const BROWSER_VARIABLE = /^(?:NEXT_PUBLIC|VITE|REACT_APP|PUBLIC|NUXT_PUBLIC|EXPO_PUBLIC|GATSBY)_/;

/**
 * A user interface that is served over HTTP: a Deployment and its Service.
 *
 * Its objects carry the labels `app` (the name), `component: ui` and `tier: frontend`. It takes no secrets: what a
 * frontend knows, the browser may come to know.
 */
export class Frontend extends Workload {
  constructor(scope: Construct, id: string, props: FrontendProps) {
    super(scope, id, props, { component: 'ui', tier: 'frontend', readers: { api: apiReader } });
    const { api, env } = fieldsOf(props);
    const access = isApiAccess(api) ? api : undefined;
    const variables = access?.variables(this) ?? {};
    Validation.of(this).report(
      ...browserFindings('env', fieldsOf(env)),
      ...within('api', [...(access?.findings() ?? []), ...(access?.placeFindings(this) ?? [])]),
      ...browserFindings('api', variables),
    );
    this.addVariables('api', variables);
  }
}

/** Also across two copies of this library. */
function isApiAccess(given: unknown): given is ApiAccess {
  return hasMethods(given, ['variables', 'findings', 'placeFindings']);
}

/** No variable that the browser reads holds an address that only the cluster can resolve. */
function browserFindings(field: string, variables: { [name: string]: unknown }): Finding[] {
  return Object.entries(variables).flatMap(([name, value]) => {
    const host = BROWSER_VARIABLE.test(name) ? hostOf(value) : '';
    return host === '' || !isClusterName(host) ? [] : [internalFinding(`${field}.${name}`, host)];
  });
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
