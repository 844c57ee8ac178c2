import { createRequire } from 'node:module';
import type * as net from 'node:net';

const load = createRequire(__filename);
const BYTE = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const IPV4 = new RegExp(`^${BYTE}(?:\\.${BYTE}){3}$`);
const IPV4_BITS = 32;

/** Whether the text is an IPv4 address. */
export function isIpv4(text: string): boolean {
  return IPV4.test(text);
}

/** Version of the IP address that the text is, 4 or 6; 0 where it is none. */
export function ipVersion(text: string): number {
  if (isIpv4(text)) {
    return 4;
  }
  return text.includes(':') && addresses().isIPv6(text) ? 6 : 0;
}

/** Whether an address is one of those that have the first bits in common with another of the same version. */
export function isInNetwork(address: string, network: string, bits: number): boolean {
  if (isIpv4(network)) {
    const size = 2 ** (IPV4_BITS - bits);
    return Math.floor(valueOf(address) / size) === Math.floor(valueOf(network) / size);
  }
  const list = new (addresses().BlockList)();
  list.addSubnet(network, bits, 'ipv6');
  return list.check(address, 'ipv6');
}

function valueOf(address: string): number {
  return address.split('.').reduce((value, byte) => value * 256 + Number(byte), 0);
}

/** What Node knows of addresses. It comes with all of its sockets, so it is loaded only for what looks like IPv6. */
function addresses(): typeof net {
  return load('node:net') as typeof net;
}
