import { Finding } from '../../model/core/issue';
import { readOptions } from '../../model/core/options';
import { Readers, text } from '../../model/core/reading';
import { IGateway } from './gateway-listener';

/** Options of `Gateway.fromName`. */
export interface GatewayReferenceOptions {
  /**
   * Namespace of the Gateway.
   * @default - that of the application
   */
  readonly namespace?: string;
}

const OPTIONS: Readers = { namespace: text };

/** A Gateway that is not part of the program. */
export class GatewayReference implements IGateway {
  /** Tells a `GatewayReference` from any other Gateway, also across two copies of this library. */
  static isGatewayReference(gateway: IGateway): gateway is GatewayReference {
    return 'problems' in gateway && Array.isArray(gateway.problems);
  }

  /** @default - that of the application */
  readonly gatewayNamespace?: string;
  /** What is wrong with the options, with field names relative to it. */
  readonly problems: Finding[];

  constructor(
    readonly gatewayName: string,
    given: GatewayReferenceOptions,
  ) {
    const { options, wrong } = readOptions(given, OPTIONS);
    this.gatewayNamespace = options.namespace;
    this.problems = [...wrong];
  }
}
