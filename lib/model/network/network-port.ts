import { Finding, show } from '../core/issue';
import { portName } from '../core/names';
import { oneOf, portNumber } from '../core/rules';
import { Protocol } from '../exposure/protocol';

/** A port of pods or of a machine. Not of a Service: policies apply after the Service has chosen a pod. */
export class NetworkPort {
  /** A TCP port. */
  static tcp(port: number): NetworkPort {
    return NetworkPort.number(port, Protocol.TCP);
  }

  /** A UDP port. */
  static udp(port: number): NetworkPort {
    return NetworkPort.number(port, Protocol.UDP);
  }

  /** A port of any protocol. */
  static number(port: number, protocol: Protocol): NetworkPort {
    return new NetworkPort(protocol, port);
  }

  /** All ports from one to another, both included. */
  static range(first: number, last: number, protocol: Protocol = Protocol.TCP): NetworkPort {
    return new NetworkPort(protocol, first, last);
  }

  /** A port of the called pods by its name. */
  static named(name: string, protocol: Protocol = Protocol.TCP): NetworkPort {
    return new NetworkPort(protocol, undefined, undefined, name);
  }

  /** Every port of a protocol. */
  static all(protocol: Protocol): NetworkPort {
    return new NetworkPort(protocol);
  }

  private constructor(
    /** Transport protocol. */
    readonly protocol: Protocol,
    /** @default - a name, or every port */
    readonly port?: number,
    /** @default - a single port */
    readonly endPort?: number,
    /** @default - a number, or every port */
    readonly name?: string,
  ) {}

  findings(field: string): Finding[] {
    const { protocol, port, endPort, name } = this;
    const why = { code: 'protocol-unknown', remedy: 'Use one of Protocol.' };
    const numbers = [
      ...(port === undefined ? [] : portNumber(field, port)),
      ...(endPort === undefined ? [] : portNumber(field, endPort)),
    ];
    const isReversed = numbers.length === 0 && port !== undefined && endPort !== undefined && endPort < port;
    return [
      ...oneOf(field, protocol, Object.values(Protocol), why),
      ...numbers,
      ...(isReversed ? [rangeReversed(field, port, endPort)] : []),
      ...(name === undefined ? [] : portName(field, name)),
    ];
  }

  /** The port in words: `TCP 443`. */
  toString(): string {
    const { protocol, port, endPort, name } = this;
    const number = port === undefined ? '' : `${port}${endPort === undefined ? '' : `-${endPort}`}`;
    return [protocol, name ?? number].filter(Boolean).join(' ');
  }
}

function rangeReversed(field: string, first: number, last: number): Finding {
  const [allowed, remedy] = [`a last port of at least ${first}`, 'Exchange the two.'];
  return { code: 'port-range-reversed', field, given: show(last), allowed, remedy };
}
