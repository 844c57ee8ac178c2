import { ApiObjectProps } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-28';
import { IngressTls, IngressTlsKind } from '../../model/exposure/ingress-tls';
import { PathType, RoutePath } from '../../model/exposure/route-path';

/** A Service that a route leads to, as an object writes it. */
export interface ServiceBackend {
  /** Name of the Service. */
  readonly serviceName: string;
  /** @default - it is named */
  readonly port?: number;
  /** @default - it is numbered */
  readonly portName?: string;
}

/** A path of an Ingress. */
export interface IngressPath extends RoutePath {
  readonly backend: ServiceBackend;
}

/** Hosts of an Ingress that have the same paths. */
export interface IngressHosts {
  /** Their names; none stands for every host. */
  readonly names: readonly string[];
  readonly tls: IngressTls;
  readonly paths: readonly IngressPath[];
}

/** What an Ingress is made of. */
export interface IngressParts {
  readonly name: string;
  /** @default - none */
  readonly labels?: { [key: string]: string };
  /** @default - none but those of issuers */
  readonly annotations?: { [key: string]: string };
  /** @default - the cluster's default class */
  readonly className?: string;
  /** @default - none */
  readonly defaultBackend?: ServiceBackend;
  /** Name of the Secret where the TLS of a host names none. */
  readonly secretName: string;
  readonly hosts: readonly IngressHosts[];
}

/**
 * An Ingress as it is written.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/service-resources/ingress-v1/
 */
export function ingressManifest(parts: IngressParts): ApiObjectProps {
  const { name, labels, className, defaultBackend, hosts, secretName } = parts;
  const issuers = hosts.map(({ tls }) => tls.issuer?.annotations ?? {});
  const annotations = Object.assign({}, ...issuers, parts.annotations) as { [key: string]: string };
  const tls = tlsOf(hosts, secretName);
  const rules = hosts.flatMap(({ names, paths }) => (paths.length === 0 ? [] : rulesOf(names, paths)));
  const spec: k8s.IngressSpec = {
    ingressClassName: className,
    defaultBackend: defaultBackend === undefined ? undefined : backendOf(defaultBackend),
    rules: rules.length === 0 ? undefined : rules,
    tls: tls.length === 0 ? undefined : tls,
  };
  return { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { name, labels, annotations }, spec };
}

function rulesOf(names: readonly string[], paths: readonly IngressPath[]): k8s.IngressRule[] {
  const http = {
    paths: paths.map(({ path, pathType = PathType.PREFIX, backend }) => {
      return { path, pathType, backend: backendOf(backend) };
    }),
  };
  return names.length === 0 ? [{ http }] : names.map((host) => ({ host, http }));
}

function backendOf({ serviceName, port, portName }: ServiceBackend): k8s.IngressBackend {
  return { service: { name: serviceName, port: portName === undefined ? { number: port } : { name: portName } } };
}

/** One entry per Secret, with all the hosts that it is for. */
function tlsOf(hosts: readonly IngressHosts[], secretName: string): k8s.IngressTls[] {
  const bySecret = new Map<string, string[]>();
  for (const { names, tls } of hosts) {
    if (tls.kind === IngressTlsKind.SECRET) {
      const secret = tls.secretName ?? secretName;
      bySecret.set(secret, [...(bySecret.get(secret) ?? []), ...names]);
    }
  }
  return [...bySecret].map(([secret, names]) => ({
    hosts: names.length === 0 ? undefined : names,
    secretName: secret,
  }));
}
