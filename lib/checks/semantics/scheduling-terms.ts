import { CheckedPod } from '../checked-pod';
import { at, isSetAt, listAt } from '../data';

/** A term of pod affinity or anti-affinity. */
export interface SchedulingTerm {
  readonly field: string;
  readonly term: unknown;
}

const NO_TERM: readonly SchedulingTerm[] = Object.freeze([]);

/** The terms by which a pod wants to be near to other pods, or far from them. */
export function schedulingTerms({ spec, field }: CheckedPod): readonly SchedulingTerm[] {
  if (!isSetAt(spec, 'affinity')) {
    return NO_TERM;
  }
  return ['podAffinity', 'podAntiAffinity'].flatMap((kind) => {
    const place = `${field}.affinity.${kind}`;
    const required = 'requiredDuringSchedulingIgnoredDuringExecution';
    const preferred = 'preferredDuringSchedulingIgnoredDuringExecution';
    return [
      ...listAt(spec, 'affinity', kind, required).map((term, index) => ({
        field: `${place}.${required}[${index}]`,
        term,
      })),
      ...listAt(spec, 'affinity', kind, preferred).map((weighted, index) => ({
        field: `${place}.${preferred}[${index}].podAffinityTerm`,
        term: at(weighted, 'podAffinityTerm'),
      })),
    ];
  });
}
