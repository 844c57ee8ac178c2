import { Finding, show } from '../core/issue';
import { portName as portNameFindings } from '../core/names';
import { optionFindings, readOptions } from '../core/options';
import { boolean, map, number, Readers, text } from '../core/reading';
import { portNumber, showWithoutValue } from '../core/rules';
import { listOf } from '../core/untrusted';

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

const PORT_OPTIONS: Readers = { port: number, portName: text };
const HTTP_OPTIONS: Readers = { ...PORT_OPTIONS, headers: map(text), https: boolean };
const GRPC_OPTIONS: Readers = { port: number, service: text };

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
    const read = readOptions(options, HTTP_OPTIONS);
    return new HealthCheck(HealthCheckKind.HTTP_GET, { ...read.options, path }, read.wrong);
  }

  /** A TCP connection that can be opened. */
  static tcp(options?: CheckPortOptions): HealthCheck {
    const read = readOptions(options, PORT_OPTIONS);
    return new HealthCheck(HealthCheckKind.TCP, read.options, read.wrong);
  }

  /** The standard health service of gRPC. */
  static grpc(options?: GrpcCheckOptions): HealthCheck {
    const read = readOptions(options, GRPC_OPTIONS);
    return new HealthCheck(HealthCheckKind.GRPC, read.options, read.wrong);
  }

  /**
   * A command in the container that exits with 0. It is not run by a shell.
   *
   * @param command the program and its arguments
   */
  static exec(command: string[]): HealthCheck {
    return new HealthCheck(HealthCheckKind.EXEC, { command: listOf(command) }, []);
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
  readonly #wrong: readonly Finding[];

  private constructor(kind: HealthCheckKind, fields: CheckFields, wrong: readonly Finding[]) {
    this.kind = kind;
    this.path = fields.path;
    this.port = fields.port;
    this.portName = fields.portName;
    this.https = fields.https ?? false;
    this.service = fields.service;
    this.#headers = new Map(Object.entries(fields.headers ?? {}));
    this.#command = fields.command ?? [];
    this.#wrong = wrong;
  }

  /** A copy of the headers of an HTTP GET. */
  get headers(): { [name: string]: string } {
    return Object.fromEntries(this.#headers);
  }

  /** A copy of the command. */
  get command(): string[] {
    return [...this.#command];
  }

  /** The path is absolute, the port one that exists, the command not empty. */
  findings(field: string): Finding[] {
    const { kind, path, port, portName, headers, command } = this;
    return optionFindings(field, this.#wrong, [
      ...(kind === HealthCheckKind.HTTP_GET ? pathFindings(field, path) : []),
      ...(kind === HealthCheckKind.EXEC ? commandFindings(field, command) : []),
      ...(port === undefined ? [] : portNumber(`${field}.port`, port)),
      ...(portName === undefined ? [] : portNameFindings(`${field}.portName`, portName)),
      ...(port === undefined || portName === undefined ? [] : [ambiguous(`${field}.portName`, port)]),
      ...Object.entries(headers).flatMap(([name, value]) => headerFindings(`${field}.headers.${name}`, name, value)),
    ]);
  }

  /** The question in words. Headers are left out, for they may be confidential. */
  toString(): string {
    const what = this.path ?? this.service ?? this.command.join(' ');
    const port = this.portName ?? this.port;
    const words = [this.https ? 'HTTPS GET' : this.kind, what, port === undefined ? '' : `on port ${port}`];
    return words.filter((word) => word !== '').join(' ');
  }
}

const HEADER_NAME = /^[-A-Za-z0-9]+$/;

function ambiguous(field: string, port: number): Finding {
  const [allowed, remedy] = ['the number or the name of a port', 'Leave one of the two out.'];
  return { code: 'health-port-ambiguous', field, given: `a name beside the number ${show(port)}`, allowed, remedy };
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
  return [{ code: 'health-command-invalid', field, given: showCommand(command), allowed, remedy }];
}

/** Arguments are not shown: one of them may be a password. */
function showCommand([program]: readonly string[]): string {
  return program === undefined ? 'nothing' : `${showWithoutValue(program)} with arguments that are not all texts`;
}

/** A value is not shown: some applications ask for a token even here. */
function headerFindings(field: string, name: string, value: string): Finding[] {
  if (HEADER_NAME.test(name) && !/[\r\n]/.test(value)) {
    return [];
  }
  const allowed = 'a name of letters, digits and "-", and a value of one line';
  return [{ code: 'health-header-invalid', field, given: show(name), allowed, remedy: 'Correct the header.' }];
}
