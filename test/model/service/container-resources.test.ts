import { type ContainerResources, Cpu, DEFAULT_RESOURCES, Size } from 'cdk8s-webapp';
import fc from 'fast-check';
import { quantityFindings, resourceAmounts, resourceFindings } from '../../../lib/model/service/container-resources';

describe('resourceAmounts', () => {
  it('gives the documented defaults', () => {
    expect(resourceAmounts(DEFAULT_RESOURCES)).toEqual([
      { name: 'cpu', field: 'cpu', request: '250m', limit: '500m' },
      { name: 'memory', field: 'memory', request: '256Mi', limit: '512Mi' },
      { name: 'ephemeral-storage', field: 'ephemeralStorage', request: '128Mi', limit: '1Gi' },
    ]);
  });

  it('leaves out what is neither requested nor limited', () => {
    expect(resourceAmounts({ ephemeralStorage: { limit: Size.gibibytes(1) }, cpu: {} })).toEqual([
      { name: 'ephemeral-storage', field: 'ephemeralStorage', request: undefined, limit: '1Gi' },
    ]);
  });
});

describe('what only JavaScript can pass', () => {
  it.each([undefined, null, {}, { cpu: null }, { memory: { limit: undefined } }, 'small'])(
    '%j asks nothing',
    (given) => {
      expect(resourceAmounts(given as ContainerResources)).toEqual([]);
      expect(resourceFindings('r', given as ContainerResources)).toEqual([]);
    },
  );

  it.each<[string, unknown, string, string]>([
    ['a text', { memory: { limit: '512Mi' } }, 'r.memory.limit', '"a value of type string"'],
    ['a number', { cpu: { request: 1 } }, 'r.cpu.request', '"a value of type number"'],
    ['CPU as memory', { memory: { limit: Cpu.millis(250) } }, 'r.memory.limit', '"a value of type object"'],
    ['memory as CPU', { cpu: { limit: { asString: () => '1Gi' } } }, 'r.cpu.limit', '"a value of type object"'],
  ])('%s is a finding', (_, given, field, shown) => {
    expect(resourceFindings('r', given as ContainerResources)).toMatchObject([
      { code: 'quantity-invalid', field, given: shown },
    ]);
  });
});

describe('quantityFindings', () => {
  it.each(['1', '512Mi', '1.5Gi', '1500M', '128974848', '1e3', '1000m', undefined])('accepts %s of storage', (text) => {
    expect(quantityFindings('size', text)).toEqual([]);
  });

  it.each(['0', '256m', '0.3Mi', '0.5', '1n', '1GB', '', '-1'])('refuses %j of storage', (text) => {
    expect(quantityFindings('size', text)).toMatchObject([
      { code: 'quantity-invalid', given: JSON.stringify(text), allowed: expect.stringContaining('whole bytes') },
    ]);
  });
});

describe('resourceFindings', () => {
  it.each(['1m', '250m', '0.5', '0.001', '2', '1e3', '1000u'])('accepts %s of CPU', (text) => {
    expect(resourceFindings('r', { cpu: { limit: Cpu.parse(text) } })).toEqual([]);
  });

  it.each(['0', '0.3m', '0.0005', '1u', '512Mi', '1Ki', '-1'])('refuses %s of CPU', (text) => {
    expect(resourceFindings('r', { cpu: { limit: Cpu.parse(text) } })).toMatchObject([
      { code: 'quantity-invalid', given: JSON.stringify(text), allowed: expect.stringContaining('of a core') },
    ]);
  });

  it.each([Size.mebibytes(0.3), Size.parse('256m')])('refuses %s of memory', (limit) => {
    expect(resourceFindings('r', { memory: { limit } })).toMatchObject([{ code: 'quantity-invalid' }]);
  });

  it.each<[ContainerResources, string, string, string]>([
    [
      { cpu: { request: Cpu.millis(500), limit: Cpu.millis(250) } },
      'resources.cpu.limit',
      'limit-below-request',
      '"250m"',
    ],
    [
      { memory: { request: Size.gibibytes(1), limit: Size.parse('1G') } },
      'resources.memory.limit',
      'limit-below-request',
      '"1G"',
    ],
    [{ cpu: { request: Cpu.millis(0) } }, 'resources.cpu.request', 'quantity-invalid', '"0m"'],
    [{ cpu: { request: Cpu.millis(NaN) } }, 'resources.cpu.request', 'quantity-invalid', '"NaNm"'],
    [{ memory: { limit: Size.mebibytes(-1) } }, 'resources.memory.limit', 'quantity-invalid', '"-1Mi"'],
    [
      { ephemeralStorage: { limit: Size.parse('1GB') } },
      'resources.ephemeralStorage.limit',
      'quantity-invalid',
      '"1GB"',
    ],
  ])('refuses %j', (resources, field, code, given) => {
    expect(resourceFindings('resources', resources)).toMatchObject([{ field, code, given }]);
  });

  it('reports every wrong amount at once', () => {
    const resources = { cpu: { request: Cpu.parse('x'), limit: Cpu.parse('y') }, memory: { limit: Size.parse('z') } };
    expect(resourceFindings('r', resources).map(({ field }) => field)).toEqual([
      'r.cpu.request',
      'r.cpu.limit',
      'r.memory.limit',
    ]);
  });

  it('refuses a limit exactly when it is below the request, in whatever units', () => {
    const millis = fc.integer({ min: 1, max: 1_000_000 });
    fc.assert(
      fc.property(millis, millis, (request, limit) => {
        const cpu = { request: Cpu.millis(request), limit: Cpu.parse((limit / 1000).toFixed(3)) };
        return resourceFindings('r', { cpu }).length === (limit < request ? 1 : 0);
      }),
    );
  });
});
