import { Workload } from './workload';

/** How the frontend is told where the browser finds the API. */
export interface DirectApiOptions {
  /** Variable that the browser's code reads, for example `NEXT_PUBLIC_API_URL`. */
  readonly browserVariable: string;
}

/** How the frontend is told where the browser, and its own server, find the API. */
export interface ProxiedApiOptions extends DirectApiOptions {
  /** Variable that the frontend's server reads, for example `BACKEND_URL`. */
  readonly serverVariable: string;
}

/**
 * How a browser reaches an API. It decides what the browser's variable holds, and that is always a public address:
 * a name that only the cluster's DNS knows can never end up there.
 */
export class ApiAccess {
  /** The browser calls the backend at the backend's own public address. */
  static direct(backend: Workload, options: DirectApiOptions): ApiAccess {
    return new ApiAccess(() => ({ [options.browserVariable]: backend.publicUrl }));
  }

  /** The browser calls the frontend, whose server passes the calls on to the backend inside the cluster. */
  static proxied(backend: Workload, options: ProxiedApiOptions): ApiAccess {
    return new ApiAccess((frontend) => ({
      [options.browserVariable]: frontend.publicUrl,
      [options.serverVariable]: backend.internalUrl,
    }));
  }

  private constructor(private readonly resolve: (frontend: Workload) => { [name: string]: string }) {}

  /** The variables of a frontend that reaches its API in this way. */
  variables(frontend: Workload): { [name: string]: string } {
    return this.resolve(frontend);
  }
}
