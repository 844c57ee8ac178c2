/** Protocol of a listener. */
export enum ListenerProtocol {
  /** HTTP in TLS, which the Gateway ends. */
  HTTPS = 'HTTPS',
  /** Plain HTTP. */
  HTTP = 'HTTP',
  /** TLS that is passed on as it is. */
  TLS = 'TLS',
}

/** From which namespaces routes may attach to a listener. */
export class RouteNamespaces {
  /** From that of the Gateway only. */
  static same(): RouteNamespaces {
    return new RouteNamespaces(false);
  }

  /** From every one. */
  static all(): RouteNamespaces {
    return new RouteNamespaces(true);
  }

  /** From those that carry the labels. */
  static withLabels(labels: { [key: string]: string }): RouteNamespaces {
    return new RouteNamespaces(false, { ...labels });
  }

  private constructor(
    /** Whether every namespace is allowed. */
    readonly allowsAll: boolean,
    /** @default - not chosen by labels */
    readonly labels?: { [key: string]: string },
  ) {}
}

/** A port and host at which a Gateway listens. */
export interface GatewayListener {
  /**
   * What it speaks.
   * @default ListenerProtocol.HTTPS
   */
  readonly protocol?: ListenerProtocol;
  /**
   * Port.
   * @default - 443, or 80 for HTTP
   */
  readonly port?: number;
  /**
   * Host name, also such as `*.example.com`.
   * @default - every one
   */
  readonly hostname?: string;
  /**
   * Names of the Secrets of type kubernetes.io/tls with its certificates. Of protocol HTTPS only.
   * @default - the name of the Gateway with `-tls` at the end
   */
  readonly secretNames?: string[];
  /**
   * From which namespaces routes may attach.
   * @default - from that of the Gateway only
   */
  readonly routesFrom?: RouteNamespaces;
}

/** A Gateway that routes attach to. */
export interface IGateway {
  /** Name of the Gateway. */
  readonly gatewayName: string;
  /**
   * Namespace of the Gateway.
   * @default - that of the application
   */
  readonly gatewayNamespace?: string;
  /**
   * Its listeners, by their names.
   * @default - not known
   */
  readonly listeners?: { [name: string]: GatewayListener };
}
