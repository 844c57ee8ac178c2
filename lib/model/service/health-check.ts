import { Finding, show } from '../core/issue';
import { dnsLabel } from '../core/names';
import { portNumber } from '../core/rules';
import { fieldsOf, listOf } from '../core/untrusted';

/** Ways to ask a container whether it works. */
export enum HealthCheckKind {
  /** An HTTP GET that answers with a status from 200 to 399. */
  HTTP_GET = 'HTTP GET',
  /** A TCP connection that can be opened. */
  TCP = 'TCP',
  /** The standard health service of gRPC, which answers SERVING. */
  GRPC = 'gRPC',
  /** A command in the container that exits with 0. */
  EXEC = 'exec',
}

/** Which port of the container is asked. */
export interface CheckPortOptions {
  /**
   * Number of the port.
   * @default - the port of the workload
   */
  readonly port?: number;
  /**
   * Name of the port, in place of its number. gRPC checks know numbers only.
   * @default - the number counts
   */
  readonly portName?: string;
}

/** An HTTP GET. */
export interface HttpCheckOptions extends CheckPortOptions {
  /**
   * Headers of the request.
   * @default - none but those of the kubelet
   */
  readonly headers?: { [name: string]: string };
  /**
   * Whether the container speaks TLS. Its certificate is not verified.
   * @default false
   */
  readonly https?: boolean;
}

/** A question to the health service of gRPC. */
export interface GrpcCheckOptions {
  /**
   * Number of the port.
   * @default - the port of the workload
   */
  readonly port?: number;
  /**
   * Name of the service that is asked for.
   * @default - the server as a whole
   */
  readonly service?: string;
}

interface CheckFields extends HttpCheckOptions, GrpcCheckOptions {
  readonly path?: string;
  readonly command?: readonly string[];
}

/**
 * What is asked of a container to learn whether it works.
 *
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/
 */
export class HealthCheck {
  /**
   * An HTTP GET that answers with a status from 200 to 399.
   *
   * @param path absolute path, for example `/healthz`
   */
  static httpGet(path: string, options?: HttpCheckOptions): HealthCheck {
    return new HealthCheck(HealthCheckKind.HTTP_GET, { ...options, path });
  }

  /** A TCP connection that can be opened. */
  static tcp(options?: CheckPortOptions): HealthCheck {
    return new HealthCheck(HealthCheckKind.TCP, { ...options });
  }

  /** The standard health service of gRPC. */
  static grpc(options?: GrpcCheckOptions): HealthCheck {
    return new HealthCheck(HealthCheckKind.GRPC, { ...options });
  }

  /**
   * A command in the container that exits with 0. It is not run by a shell.
   *
   * @param command the program and its arguments
   */
  static exec(command: string[]): HealthCheck {
    return new HealthCheck(HealthCheckKind.EXEC, { command: listOf(command) });
  }

  /** The way to ask. */
  readonly kind: HealthCheckKind;
  /** @default - no HTTP GET */
  readonly path?: string;
  /** @default - the port of the workload */
  readonly port?: number;
  /** @default - the number counts */
  readonly portName?: string;
  /** Whether the container speaks TLS. */
  readonly https: boolean;
  /** @default - the gRPC server as a whole */
  readonly service?: string;

  readonly #headers: ReadonlyMap<string, string>;
  readonly #command: readonly string[];

  private constructor(kind: HealthCheckKind, fields: CheckFields) {
    this.kind = kind;
    this.path = fields.path;
    this.port = fields.port;
    this.portName = fields.portName;
    this.https = fields.https ?? false;
    this.service = fields.service;
    this.#headers = new Map(Object.entries(fieldsOf(fields.headers)) as [string, string][]);
    this.#command = fields.command ?? [];
  }

  /** A copy of the headers of an HTTP GET. */
  get headers(): { [name: string]: string } {
    return Object.fromEntries(this.#headers);
  }

  /** A copy of the command. */
  get command(): string[] {
    return [...this.#command];
  }

  /** The question in words. */
  toString(): string {
    const what = this.path ?? this.service ?? this.command.join(' ');
    return `${this.kind} ${what}`.trimEnd();
  }
}

const HEADER_NAME = /^[-A-Za-z0-9]+$/;

/** The path is absolute, the port one that exists, the command not empty. */
export function healthCheckFindings(field: string, check: HealthCheck): Finding[] {
  const { kind, path, port, portName, headers, command } = check;
  return [
    ...(kind === HealthCheckKind.HTTP_GET ? pathFindings(field, path) : []),
    ...(kind === HealthCheckKind.EXEC ? commandFindings(field, command) : []),
    ...(port === undefined ? [] : portNumber(`${field}.port`, port)),
    ...(portName === undefined ? [] : dnsLabel(`${field}.portName`, portName)),
    ...Object.entries(headers).flatMap(([name, value]) => headerFindings(`${field}.headers.${name}`, name, value)),
  ];
}

function pathFindings(field: string, path: string | undefined): Finding[] {
  if (typeof path === 'string' && /^\/[^\s]*$/.test(path)) {
    return [];
  }
  const remedy = 'Give the path that the application answers on, for example /healthz.';
  return [{ code: 'health-path-invalid', field, given: show(path), allowed: 'a path that begins with "/"', remedy }];
}

function commandFindings(field: string, command: readonly string[]): Finding[] {
  if (command.length > 0 && command.every((word) => typeof word === 'string') && command[0] !== '') {
    return [];
  }
  const [allowed, remedy] = ['a program and its arguments, as texts', "Write HealthCheck.exec(['redis-cli', 'ping'])."];
  return [{ code: 'health-command-invalid', field, given: show(command), allowed, remedy }];
}

/** A value is not shown: some applications ask for a token even here. */
function headerFindings(field: string, name: string, value: unknown): Finding[] {
  if (HEADER_NAME.test(name) && typeof value === 'string' && !/[\r\n]/.test(value)) {
    return [];
  }
  const allowed = 'a name of letters, digits and "-", and a value of one line';
  return [{ code: 'health-header-invalid', field, given: show(name), allowed, remedy: 'Correct the header.' }];
}
