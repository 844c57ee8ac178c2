import * as net from 'node:net';
import fc from 'fast-check';
import { ipVersion, isInNetwork } from '../../../lib/model/core/addresses';

const number = fc.oneof(fc.nat(300).map(String), fc.constantFrom('00', '01', '1e1', '+1', ' 1', '', '0x1', '१'));
const nearlyIpv4 = fc.array(number, { minLength: 3, maxLength: 5 }).map((bytes) => bytes.join('.'));
const nearlyIpv6 = fc.stringMatching(/^[0-9a-f:.%/]{0,12}$/);

describe('an IP address', () => {
  it('is what Node takes for one', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV4Extended(), fc.ipV6(), nearlyIpv4, nearlyIpv6, fc.string()), (text) => {
        expect(ipVersion(text)).toBe(net.isIP(text));
      }),
      { seed: 7, numRuns: 2000 },
    );
  });

  it.each(['10.0.0.1\n', '\n10.0.0.1', '10.0.0.1.', '1.2.3', '256.0.0.1', '1.2.3.04', '::ffff:256.0.0.1', 'fe80::1%'])(
    'is not %j',
    (text) => {
      expect(ipVersion(text)).toBe(0);
    },
  );

  it.each([
    [fc.ipV4(), 'ipv4', 32],
    [fc.ipV6(), 'ipv6', 128],
  ] as const)('is in a network where Node says so: %#', (addresses, version, most) => {
    const pair = addresses.chain((network) => fc.tuple(fc.constant(network), fc.oneof(addresses, near(network))));
    fc.assert(
      fc.property(pair, fc.nat(most), ([network, address], bits) => {
        const list = new net.BlockList();
        list.addSubnet(network, bits, version);
        expect(isInNetwork(address, network, bits)).toBe(list.check(address, version));
      }),
      { seed: 7, numRuns: 1000 },
    );
  });
});

/** Addresses that begin as that one. */
function near(address: string): fc.Arbitrary<string> {
  return fc
    .nat(9)
    .map((digit) => address.replace(/[0-9a-f]$/, String(digit)))
    .filter((text) => net.isIP(text) > 0);
}
