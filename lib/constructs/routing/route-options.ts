import { PathType } from '../../model/exposure/route-path';
import { RouteFilter } from './route-filter';

/** What requests a route is for. */
export interface RouteMatch {
  /**
   * Path of the requests.
   * @default '/'
   */
  readonly path?: string;
  /**
   * How the path is compared.
   * @default PathType.PREFIX
   */
  readonly pathType?: PathType;
  /**
   * Headers that requests have, with their values. Of a WebRoute only.
   * @default - any
   */
  readonly headers?: { [name: string]: string };
  /**
   * Parameters of the query that requests have, with their values. Of a WebRoute only.
   * @default - any
   */
  readonly queryParams?: { [name: string]: string };
  /**
   * Method of the requests, for example `GET`. Of a WebRoute only.
   * @default - any
   */
  readonly method?: string;
}

/** What a route is, besides where it leads. */
export interface RouteRuleOptions extends RouteMatch {
  /**
   * Further requests that the route is for too.
   * @default - none
   */
  readonly alsoMatches?: RouteMatch[];
  /**
   * What is changed of requests and answers. Of a WebRoute only.
   * @default - nothing
   */
  readonly filters?: RouteFilter[];
  /**
   * Seconds after which a client gets an answer in any case. Of a WebRoute only.
   * @default - what the Gateway says
   */
  readonly requestTimeoutSeconds?: number;
  /**
   * Seconds after which one try to reach the Service ends. Of a WebRoute only.
   * @default - what the Gateway says
   */
  readonly backendTimeoutSeconds?: number;
}

/** Which port of which Service. */
export interface RoutePortOptions {
  /**
   * Number of the port of the Service.
   * @default - the first port
   */
  readonly port?: number;
  /**
   * Name of the port of the Service. An Ingress then names it too, in place of its number.
   * @default - `port` decides
   */
  readonly portName?: string;
}

/** Which Service of a workload. */
export interface RouteTargetOptions extends RoutePortOptions {
  /**
   * Name of the Service of the workload.
   * @default - its main Service
   */
  readonly service?: string;
}

/** A route to a workload. */
export interface RouteOptions extends RouteTargetOptions, RouteRuleOptions {}

/** A route to a Service that is not part of the program. */
export interface ExternalRouteOptions extends RoutePortOptions, RouteRuleOptions {}
