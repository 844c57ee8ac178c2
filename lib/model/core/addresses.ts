import { createRequire } from 'node:module';
import type * as net from 'node:net';

const load = createRequire(__filename);

/** What Node knows of addresses. It comes with all of its sockets, so it is loaded only where a program has an address. */
export function addresses(): typeof net {
  return load('node:net') as typeof net;
}
