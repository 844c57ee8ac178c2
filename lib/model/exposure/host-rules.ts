import { isIpv4 } from '../core/addresses';
import { Finding } from '../core/issue';
import { dnsSubdomain } from '../core/names';
import { showWithoutValue } from '../core/rules';
import { Stage } from '../deployment/stage';

/** What a rule about a host has to know besides the host. */
export interface HostUse {
  /** Whether an Ingress or HTTPRoute routes by the host, which must then be a DNS name. */
  readonly isRouted: boolean;
  /** @default - not known, so addresses of the own machine are not refused */
  readonly stage?: Stage;
}

/** Last labels that only a cluster, a cloud network or a local network resolves. */
const PRIVATE_ZONES = ['local', 'internal', 'default'];
/** Whatever ends in a number is read as an IPv4 address by browsers, so it has to be one. */
const ENDS_IN_NUMBER = /(?:^|\.)(?:[0-9]+|0x[0-9a-f]*)$/;
/** From here on the first number of an address stands for groups of machines or for nothing. */
const FIRST_MULTICAST = 224;
const LOOPBACK = '127.';
const LONGEST_LABEL = 63;

/** Whether only the DNS of a cluster knows the name: that of a Service, with or without its namespace. */
export function isClusterName(host: string): boolean {
  const name = host.replace(/\.$/, '').toLowerCase();
  return name !== 'localhost' && (!name.includes('.') || /\.svc(?:\.|$)/.test(name) || name.endsWith('.cluster.local'));
}

/** The host is one that people can open: not missing where it is needed, not internal, without scheme and path. */
export function hostFindings(field: string, given: unknown, use: HostUse): Finding[] {
  if (given === undefined && !use.isRouted) {
    return [];
  }
  if (use.isRouted && (given === undefined || given === null || given === '')) {
    return [missing(field, given)];
  }
  return typeof given === 'string' && isPublic(given, use) ? [] : [notPublic(field, given, use)];
}

function isPublic(host: string, { isRouted, stage }: HostUse): boolean {
  const isRemote = stage === undefined || stage === Stage.DEVELOPMENT || !isLoopback(host);
  if (ENDS_IN_NUMBER.test(host)) {
    return !isRouted && isMachine(host) && isRemote;
  }
  const labels = host.split('.');
  return (
    dnsSubdomain('host', host).length === 0 &&
    labels.every((label) => label.length <= LONGEST_LABEL) &&
    !isClusterName(host) &&
    !PRIVATE_ZONES.includes(labels.at(-1) ?? '') &&
    isRemote
  );
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || (host.startsWith(LOOPBACK) && isIpv4(host));
}

/** An IPv4 address that one machine can have. */
function isMachine(host: string): boolean {
  const [first] = host.split('.');
  return isIpv4(host) && Number(first) > 0 && Number(first) < FIRST_MULTICAST;
}

function missing(field: string, given: unknown): Finding {
  return {
    code: 'host-missing',
    field,
    given: given === '' ? '""' : 'nothing',
    allowed: 'a DNS name, which an Ingress or HTTPRoute routes by',
    remedy: 'Give the host name that users type; check that the variable it comes from is set.',
  };
}

function notPublic(field: string, given: unknown, { isRouted, stage }: HostUse): Finding {
  const what = isRouted ? 'a DNS name' : 'a DNS name or IPv4 address';
  const where = stage === undefined || stage === Stage.DEVELOPMENT ? '' : `; in stage ${stage} not the own machine`;
  return {
    code: 'host-not-public',
    field,
    given: showWithoutValue(given),
    allowed: `${what} that a browser outside the cluster can reach, without scheme, port and path${where}`,
    remedy: isRouted
      ? 'Configure the real host name.'
      : 'Configure the real host; leave it out where only the cluster will know it.',
  };
}
