import { ipVersion, isInNetwork } from '../core/addresses';
import { Finding, show } from '../core/issue';
import { showWithoutValue } from '../core/rules';

interface Range {
  readonly address: string;
  readonly prefix: number;
  readonly version: number;
}

function rangeOf(cidr: unknown): Range | undefined {
  const [, address = '', digits = ''] = /^([^/]+)\/(0|[1-9]\d{0,2})$/.exec(typeof cidr === 'string' ? cidr : '') ?? [];
  const [prefix, version] = [Number(digits), ipVersion(address)];
  const isWhole = version !== 0 && !address.includes('%') && prefix <= (version === 4 ? 32 : 128);
  return isWhole ? { address, prefix, version } : undefined;
}

/** The text is a range of addresses. */
export function cidrFindings(field: string, cidr: unknown): Finding[] {
  if (rangeOf(cidr) !== undefined) {
    return [];
  }
  const [allowed, remedy] = [
    'addresses such as 203.0.113.0/24 or 2001:db8::/32',
    'A single address ends in /32 or /128.',
  ];
  return [{ code: 'cidr-invalid', field, given: showWithoutValue(cidr), allowed, remedy }];
}

/** Kubernetes wants what is left out to lie inside of the range, and to be smaller. */
export function exceptFindings(field: string, whole: string, part: string): Finding[] {
  const [outer, inner] = [rangeOf(whole), rangeOf(part)];
  if (outer === undefined || inner === undefined) {
    return cidrFindings(field, part);
  }
  const isSmaller = inner.version === outer.version && inner.prefix > outer.prefix;
  if (isSmaller && isInNetwork(inner.address, outer.address, outer.prefix)) {
    return [];
  }
  const [allowed, remedy] = [`a part of ${whole}`, 'Leave it out, or give a range inside.'];
  return [{ code: 'cidr-not-inside', field, given: show(part), allowed, remedy }];
}
