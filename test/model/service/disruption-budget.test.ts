import { type DisruptionBudget, PercentOrAbsolute, UnhealthyPodEvictionPolicy } from 'cdk8s-webapp';
import fc from 'fast-check';
import {
  disruptionBudgetFindings,
  disruptionBudgetReader,
  evictable,
} from '../../../lib/model/service/disruption-budget';

const { percent, absolute } = PercentOrAbsolute;
const findings = (budget: DisruptionBudget, least = 3, most = least) =>
  disruptionBudgetFindings('disruptionBudget', budget, { least, most }).map(({ field, code }) => `${field} ${code}`);

/** As the disruption controller of Kubernetes counts, while all pods are ready. */
function allowed({ minAvailable, maxUnavailable }: DisruptionBudget, pods: number): number {
  const scaled = (text: string) =>
    text.endsWith('%') ? Math.ceil((Number.parseInt(text) * pods) / 100) : Number(text);
  const desired =
    minAvailable === undefined
      ? Math.max(0, pods - scaled(String(maxUnavailable ?? 1)))
      : scaled(minAvailable.toString());
  return Math.max(0, pods - desired);
}

const amount = fc.oneof(fc.nat({ max: 100 }).map(percent), fc.nat({ max: 12 }).map(absolute));
const budgets = fc.oneof(
  fc.constant<DisruptionBudget>({}),
  amount.map((minAvailable): DisruptionBudget => ({ minAvailable })),
  amount.map((maxUnavailable): DisruptionBudget => ({ maxUnavailable })),
);

describe('a disruption budget', () => {
  it.each<[DisruptionBudget]>([
    [{}],
    [{ maxUnavailable: absolute(1) }],
    [{ maxUnavailable: percent(1) }],
    [{ minAvailable: absolute(2), unhealthyPodEvictionPolicy: UnhealthyPodEvictionPolicy.IF_HEALTHY_BUDGET }],
    [{ minAvailable: percent(50), name: 'api-pdb', labels: { a: 'b' }, annotations: { a: 'b' } }],
  ])('may be %j', (budget) => {
    expect(findings(budget)).toEqual([]);
    expect(disruptionBudgetReader('', budget)).toEqual({ value: budget, findings: [] });
  });

  it.each([
    ['as many as run', { minAvailable: absolute(3) }, 'minAvailable disruption-budget-blocks'],
    ['all of them', { minAvailable: percent(100) }, 'minAvailable disruption-budget-blocks'],
    ['a share that is rounded up to all', { minAvailable: percent(67) }, 'minAvailable disruption-budget-blocks'],
    ['none that may be missing', { maxUnavailable: absolute(0) }, 'maxUnavailable disruption-budget-blocks'],
    ['no share that may be missing', { maxUnavailable: percent(0) }, 'maxUnavailable disruption-budget-blocks'],
    ['more than all', { minAvailable: percent(101) }, 'minAvailable pods-out-of-range'],
    ['half a pod', { maxUnavailable: absolute(0.5) }, 'maxUnavailable pods-out-of-range'],
    [
      'a policy that is none',
      { unhealthyPodEvictionPolicy: 'Never' },
      'unhealthyPodEvictionPolicy eviction-policy-unknown',
    ],
    ['a name that is none', { name: '-' }, 'name name-invalid'],
  ])('may not want %s', (_, budget, expected) => {
    expect(findings(budget as DisruptionBudget)).toEqual([`disruptionBudget.${expected}`]);
  });

  it('says one of the two amounts', () => {
    expect(findings({ minAvailable: absolute(1), maxUnavailable: absolute(1) })).toEqual([
      'disruptionBudget disruption-budget-ambiguous',
    ]);
  });

  it('is compared with the fewest pods that run', () => {
    expect(findings({ minAvailable: absolute(2) }, 2, 10)).toEqual([
      'disruptionBudget.minAvailable disruption-budget-blocks',
    ]);
    expect(findings({ minAvailable: absolute(1) }, 2, 10)).toEqual([]);
  });

  it('lets as many pods go as Kubernetes counts', () => {
    fc.assert(
      fc.property(budgets, fc.integer({ min: 1, max: 20 }), (budget, pods) => {
        expect(Math.min(pods, evictable(budget, pods))).toBe(allowed(budget, pods));
      }),
    );
  });

  it('is accepted exactly where it leaves room for a drain, however many of the pods run', () => {
    fc.assert(
      fc.property(budgets, fc.integer({ min: 1, max: 10 }), fc.nat({ max: 10 }), (budget, least, more) => {
        const counts = Array.from({ length: more + 1 }, (_, index) => least + index);
        expect(findings(budget, least, least + more).length === 0).toBe(
          counts.every((pods) => allowed(budget, pods) > 0),
        );
      }),
    );
  });
});
