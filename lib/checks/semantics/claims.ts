import { showSafely } from '../../model/core/credentials';
import { nanos } from '../../model/core/quantity';
import { CheckedObject } from '../checked-object';
import { at, isSetAt, listAt } from '../data';
import { Rule } from '../rule';
import { all, NO_PROBLEM, objectRule, Problem } from '../rule-kinds';
import { CLAIM, STATEFUL_SET } from './api-kinds';

const claim = objectRule(
  {
    id: 'claim-incomplete',
    summary: 'A claim says how it is mounted and how much it wants.',
    remedy: 'Give accessModes and resources.requests.storage.',
  },
  [CLAIM, STATEFUL_SET],
  (object) => specsOf(object).flatMap(([field, spec]) => claimProblems(field, spec)),
);

function specsOf({ kind, manifest }: CheckedObject): [string, unknown][] {
  return kind === 'PersistentVolumeClaim'
    ? [['spec', at(manifest, 'spec')]]
    : listAt(manifest, 'spec', 'volumeClaimTemplates').map((template, index) => [
        `spec.volumeClaimTemplates[${index}].spec`,
        at(template, 'spec'),
      ]);
}

function claimProblems(field: string, spec: unknown): readonly Problem[] {
  const modes = listAt(spec, 'accessModes');
  const size = at(spec, 'resources', 'requests', 'storage');
  const amount = nanos(String(typeof size === 'string' || typeof size === 'number' ? size : ''));
  return all(
    modes.length === 0
      ? [{ field: `${field}.accessModes`, given: 'nothing', allowed: 'at least one mode' }]
      : NO_PROBLEM,
    modes.length > 1 && modes.includes('ReadWriteOncePod')
      ? [{ field: `${field}.accessModes`, given: 'ReadWriteOncePod and others', allowed: 'ReadWriteOncePod alone' }]
      : NO_PROBLEM,
    !isSetAt(spec, 'resources', 'requests', 'storage') || amount === 0n
      ? [
          {
            field: `${field}.resources.requests.storage`,
            given: size === undefined ? 'nothing' : showSafely(size),
            allowed: 'an amount above 0',
          },
        ]
      : NO_PROBLEM,
  );
}

export const CLAIM_RULES: readonly Rule[] = [claim];
