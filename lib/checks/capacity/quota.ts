import { CheckedObject, labelOf } from '../checked-object';
import { mappingAt } from '../data';
import { Rule, RuleFinding } from '../rule';
import { ALWAYS } from '../severity';
import { QuotaUsage, quotasOf } from './quota-usage';
import { amountOf } from './resources';

/** What the namespace is allowed suffices for what is in it. */
export const QUOTA_EXCEEDED: Rule = {
  id: 'quota-exceeded',
  severity: ALWAYS,
  summary: 'All objects of a namespace stay within its ResourceQuota, also while a Deployment is updated.',
  remedy: 'Raise the ResourceQuota, request less, or run fewer pods.',
  check: (scope) => quotasOf(scope).flatMap(({ quota, usage }) => exceeded(quota, usage)),
};

/** Where a quota counts a resource, pods that do not say how much they take of it are refused. */
export const QUOTA_UNSTATED: Rule = {
  id: 'quota-resources-missing',
  severity: ALWAYS,
  summary: 'Where a ResourceQuota counts CPU, memory or disk, every container says how much it takes.',
  remedy: 'Give the container that request or limit, or the namespace a LimitRange with a default.',
  check: (scope) =>
    quotasOf(scope).flatMap(({ quota, usage }) => {
      const stated = Object.keys(mappingAt(quota.manifest, 'spec', 'hard'));
      return usage.unstated(stated).map(({ object, field, name }) => ({
        object,
        field,
        given: `no amount for ${name}, which ${labelOf(quota)} counts`,
        allowed: 'an amount in every container',
      }));
    }),
};

function exceeded(quota: CheckedObject, usage: QuotaUsage): RuleFinding[] {
  const hard = mappingAt(quota.manifest, 'spec', 'hard');
  return Object.keys(hard).flatMap((name) => {
    const [most, used] = [amountOf(name, hard[name]), usage.of(name)];
    if (most === undefined || used === undefined) {
      return [];
    }
    const field = `spec.hard.${name}`;
    const allowed = `at most ${usage.show(name, most)}`;
    if (used > most) {
      return [{ object: quota, field, given: `${usage.show(name, used)} in the namespace at rest`, allowed }];
    }
    const rolling = usage.rolling(name).find(({ extra }) => used + extra > most);
    return rolling === undefined
      ? []
      : [
          {
            object: quota,
            field,
            given: `${usage.show(name, used + rolling.extra)} with the one pod more that an update of ${labelOf(rolling.object)} needs first`,
            allowed,
            remedy: 'Raise the ResourceQuota, request less, or let one pod be missing during an update.',
          },
        ];
  });
}
