import { showSafely } from '../../model/core/credentials';
import { nanos } from '../../model/core/quantity';
import { at, isSetAt, mappingAt } from '../data';
import { Unusual } from '../glance/sign';
import { Rule } from '../rule';
import { all, containerRule, NO_PROBLEM, podRule, Problem } from '../rule-kinds';

const QUANTITY_TEXT = {
  summary: 'No request is above its limit, and none is negative.',
  remedy: 'Raise the limit or lower the request.',
};

const containerResources = containerRule(
  { id: 'request-above-limit', needs: [Unusual.AMOUNT], ...QUANTITY_TEXT },
  ({ spec, field }) => requestProblems(`${field}.resources`, at(spec, 'resources')),
);

const podResources = podRule(
  { id: 'pod-request-above-limit', needs: [Unusual.AMOUNT], ...QUANTITY_TEXT },
  ({ spec, field }) => requestProblems(`${field}.resources`, at(spec, 'resources')),
);

const extendedResource = containerRule(
  {
    id: 'resource-not-divisible',
    needs: [Unusual.AMOUNT],
    summary:
      'What a node cannot lend out, such as GPUs and huge pages, has a limit that is the request; GPUs are counted.',
    remedy: 'Give the same amount as request and limit, or the limit alone.',
  },
  ({ spec, field }) => {
    if (!isSetAt(spec, 'resources')) {
      return NO_PROBLEM;
    }
    const [requests, limits] = [mappingAt(spec, 'resources', 'requests'), mappingAt(spec, 'resources', 'limits')];
    const names = [...new Set([...Object.keys(requests), ...Object.keys(limits)].filter(isIndivisible))];
    return names.flatMap((name) => {
      const [request, limit] = [amount(requests[name]), amount(limits[name])];
      const place = `${field}.resources.limits.${name}`;
      if (limit === undefined) {
        return [{ field: place, given: showSafely(limits[name]), allowed: 'the amount of the request' }];
      }
      const isSame = request === undefined || request === limit;
      const isCounted = name.startsWith('hugepages-') || limit % NANOS === 0n;
      return all(
        isSame
          ? []
          : [{ field: place, given: showSafely(limits[name]), allowed: `${showSafely(requests[name])}, the request` }],
        isCounted ? [] : [{ field: place, given: showSafely(limits[name]), allowed: 'a whole number' }],
      );
    });
  },
);

const NANOS = 1_000_000_000n;

/** Resources with a domain in front, but for those of Kubernetes itself; and huge pages. */
export function isIndivisible(name: string): boolean {
  if (!name.includes('/')) {
    return name.startsWith('hugepages-');
  }
  const [domain = ''] = name.split('/', 1);
  return domain !== 'kubernetes.io' && !domain.endsWith('.kubernetes.io');
}

function requestProblems(field: string, resources: unknown): readonly Problem[] {
  const requests = mappingAt(resources, 'requests');
  const limits = mappingAt(resources, 'limits');
  return all(
    Object.keys(requests).flatMap((name) => {
      const [request, limit] = [amount(requests[name]), amount(limits[name])];
      return request === undefined || limit === undefined || request <= limit || isIndivisible(name)
        ? []
        : [
            {
              field: `${field}.requests.${name}`,
              given: showSafely(requests[name]),
              allowed: `at most ${showSafely(limits[name])}, the limit`,
            },
          ];
    }),
    negative(`${field}.requests`, requests),
    negative(`${field}.limits`, limits),
  );
}

function negative(field: string, amounts: { readonly [name: string]: unknown }): Problem[] {
  return Object.keys(amounts)
    .filter((name) => /^-(?!0*\.?0*$)/.test(String(printable(amounts[name]))))
    .map((name) => ({
      field: `${field}.${name}`,
      given: showSafely(amounts[name]),
      allowed: 'an amount that is not negative',
      remedy: 'Give the amount without "-".',
    }));
}

function printable(value: unknown): unknown {
  return typeof value === 'string' || typeof value === 'number' ? value : '';
}

const amounts = new Map<string, bigint | undefined>();
const MAX_AMOUNTS = 1000;

/** Few different amounts stand in many containers, and exact arithmetic is slow. */
export function amount(value: unknown): bigint | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') {
    return undefined;
  }
  const text = String(value);
  if (!amounts.has(text)) {
    if (amounts.size >= MAX_AMOUNTS) {
      amounts.clear();
    }
    amounts.set(text, nanos(text));
  }
  return amounts.get(text);
}

export const RESOURCE_RULES: readonly Rule[] = [containerResources, podResources, extendedResource];
