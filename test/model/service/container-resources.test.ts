import { type ContainerResources, Cpu, DEFAULT_RESOURCES, Size } from 'cdk8s-webapp';
import fc from 'fast-check';
import { resourceAmounts, resourceFindings } from '../../../lib/model/service/container-resources';

describe('resourceAmounts', () => {
  it('gives the documented defaults', () => {
    expect(resourceAmounts(DEFAULT_RESOURCES)).toEqual([
      { name: 'cpu', field: 'cpu', request: '250m', limit: '500m' },
      { name: 'memory', field: 'memory', request: '256Mi', limit: '512Mi' },
    ]);
  });

  it('leaves out what is neither requested nor limited', () => {
    expect(resourceAmounts({ ephemeralStorage: { limit: Size.gibibytes(1) }, cpu: {} })).toEqual([
      { name: 'ephemeral-storage', field: 'ephemeralStorage', request: undefined, limit: '1Gi' },
    ]);
  });
});

describe('resourceFindings', () => {
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
