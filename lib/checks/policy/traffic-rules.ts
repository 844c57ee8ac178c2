import { showSafely } from '../../model/core/credentials';
import { CheckedObject } from '../checked-object';
import { at, listAt, mappingAt, textAt } from '../data';
import { Rule } from '../rule';
import { NO_PROBLEM, objectRule, Problem } from '../rule-kinds';
import { DEPLOYED, STRICT } from '../severity';
import { GATEWAY, INGRESS } from './kinds';

/** Where certificates are named by annotations instead of `tls`. */
const CERTIFICATES = [
  'alb.ingress.kubernetes.io/certificate-arn',
  'appgw.ingress.kubernetes.io/appgw-ssl-certificate',
  'ingress.gcp.kubernetes.io/pre-shared-cert',
  'networking.gke.io/managed-certificates',
];
const ENCRYPTED = ['HTTPS', 'TLS'];

/** How traffic from outside comes in. */
export const TRAFFIC_RULES: readonly Rule[] = [
  objectRule(
    {
      id: 'ingress-tls',
      severity: STRICT,
      summary: 'Every host of an Ingress is served over TLS.',
      remedy: 'Add the host to tls, with the Secret of its certificate: tls of an exposure.',
      aliases: { polaris: ['tlsSettingsMissing'] },
    },
    [INGRESS],
    ({ manifest }) => {
      const annotations = mappingAt(manifest, 'metadata', 'annotations');
      if (CERTIFICATES.some((key) => at(annotations, key) !== undefined)) {
        return NO_PROBLEM;
      }
      const tls = listAt(manifest, 'spec', 'tls');
      const covered = tls.flatMap((each) => listAt(each, 'hosts'));
      // An entry without hosts is the certificate of all.
      return tls.some((each) => listAt(each, 'hosts').length === 0) ? NO_PROBLEM : plainHosts(manifest, covered);
    },
  ),
  objectRule(
    {
      id: 'gateway-tls',
      severity: STRICT,
      summary: 'A Gateway has a listener of protocol HTTPS or TLS.',
      remedy: 'Add a listener with a certificate.',
      aliases: { polaris: ['gatewayTLSMissing'] },
    },
    [GATEWAY],
    ({ manifest }) => {
      const protocols = listAt(manifest, 'spec', 'listeners').map((each) => textAt(each, 'protocol') ?? '');
      return protocols.includes('HTTP') && !protocols.some((each) => ENCRYPTED.includes(each))
        ? [{ field: 'spec.listeners', given: showSafely(protocols.join(', ')), allowed: 'one of HTTPS or TLS too' }]
        : NO_PROBLEM;
    },
  ),
  objectRule(
    {
      id: 'ingress-snippet',
      needs: ['annotations'],
      severity: DEPLOYED,
      summary: 'No Ingress writes into the configuration of ingress-nginx, which can read every Secret.',
      remedy: 'Use the annotation for what the snippet does; controllers refuse snippets by default.',
      aliases: { checkov: ['CKV_K8S_152', 'CKV_K8S_153', 'CKV_K8S_154'] },
    },
    [INGRESS],
    (ingress) => snippets(ingress),
  ),
];

function plainHosts(manifest: unknown, covered: readonly unknown[]): readonly Problem[] {
  const hosts = listAt(manifest, 'spec', 'rules').map((rule) => textAt(rule, 'host') ?? '');
  const field = (index: number) => (hosts.length === 0 ? 'spec.tls' : `spec.rules[${index}].host`);
  return (hosts.length === 0 ? [''] : hosts).flatMap((host, index) =>
    covered.includes(host) || covered.includes(host.replace(/^[^.]*/, '*'))
      ? []
      : {
          field: field(index),
          given: host === '' ? 'any host, without TLS' : `${showSafely(host)}, without TLS`,
          allowed: 'a host that an entry of spec.tls names',
        },
  );
}

function snippets({ manifest }: CheckedObject): Problem[] {
  return Object.keys(mappingAt(manifest, 'metadata', 'annotations'))
    .filter((key) => /^nginx\.(?:ingress\.kubernetes\.io|org)\/.*snippets?$/.test(key))
    .map((key) => ({ field: `metadata.annotations["${key}"]`, given: 'a snippet', allowed: 'nothing' }));
}
