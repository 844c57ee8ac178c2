import fc from 'fast-check';
import { KubernetesVersion, kubernetesVersionFindings } from '../../../lib/model/cluster/kubernetes-version';

describe('KubernetesVersion', () => {
  it.each([
    ['1.28', 1, 28, undefined],
    ['v1.28', 1, 28, undefined],
    ['1.28.15', 1, 28, 15],
    ['v1.28.0', 1, 28, 0],
    ['v1.28.3-gke.1200', 1, 28, 3],
    ['v1.30.4-eks-a5df82a', 1, 30, 4],
    ['v1.28.5+k3s1', 1, 28, 5],
    ['1.31.0-rc.1', 1, 31, 0],
    ['2.0', 2, 0, undefined],
  ])('reads %s', (text, major, minor, patch) => {
    const version = new KubernetesVersion(text);
    expect({ text: version.text, major: version.major, minor: version.minor, patch: version.patch }).toEqual({
      text,
      major,
      minor,
      patch,
    });
    expect(version.toString()).toBe(`${major}.${minor}`);
    expect(version.findings()).toEqual([]);
    expect(version.place).toBe(`KubernetesVersion ${text}`);
  });

  it.each([
    '',
    '1',
    'latest',
    '1.x',
    '01.28',
    '1.028',
    'V1.28',
    ' 1.28',
    '1.28\n',
    '1.28.',
    '1.28.1.2',
    '1.28.1-',
    '1.28-gke.1',
    '1.28+',
    '-1.28',
    `1.28.1-${'a'.repeat(200)}`,
    1.28,
    undefined,
    null,
    {},
    1n,
    Symbol('1.28'),
  ])('refuses %p', (given) => {
    const version = new KubernetesVersion(given as string);
    expect(version.findings()).toMatchObject([{ code: 'kubernetes-version-invalid', field: 'text' }]);
    expect([version.major, version.minor, version.toString()]).toEqual([0, 0, '0.0']);
    expect(version.isAtLeast('0.0')).toBe(false);
  });

  it.each([
    ['1.24', []],
    ['v1.24.0', []],
    ['2.0', []],
    ['1.99', []],
    ['1.23.17', ['kubernetes-version-unsupported']],
    ['0.99', ['kubernetes-version-unsupported']],
  ])('is supported from 1.24 on: %s', (given, codes) => {
    expect(kubernetesVersionFindings('kubernetesVersion', given).map(({ code }) => code)).toEqual(codes);
  });

  it('names the oldest supported and the newest known version', () => {
    expect([KubernetesVersion.OLDEST_SUPPORTED, KubernetesVersion.NEWEST_KNOWN]).toEqual(['1.24', '1.36']);
  });

  it('compares numbers and not text, and no patch', () => {
    const version = new KubernetesVersion('1.28.3');
    expect(['1.9', '1.28', '1.28.99', 'v1.27'].map((other) => version.isAtLeast(other))).toEqual(Array(4).fill(true));
    expect(['1.29', '1.100', '2.0', 'x'].map((other) => version.isAtLeast(other))).toEqual(Array(4).fill(false));
  });

  it('orders all versions', () => {
    const part = fc.nat({ max: 200 });
    fc.assert(
      fc.property(part, part, part, part, (a, b, c, d) => {
        const isAtLeast = new KubernetesVersion(`${a}.${b}`).isAtLeast(`v${c}.${d}.1`);
        return isAtLeast === a * 1000 + b >= c * 1000 + d;
      }),
    );
  });

  it('answers at once for long hostile text', () => {
    expect(kubernetesVersionFindings('v', `1.28.1-${'a.'.repeat(100_000)}!`)).toHaveLength(1);
  });
});
