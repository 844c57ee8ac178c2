import { CheckedObject } from './checked-object';
import { mayHavePod } from './checked-pod';
import { Rule } from './rule';
import { isOf, RuleFocus } from './rule-kinds';

/** A rule, or several that share what one function finds, and what they look at. */
export interface Finder {
  /** By id: the rules that count. */
  readonly rules: Map<string, Rule>;
  /** The first of them, which is the only one where it shares nothing. */
  readonly rule: Rule;
  readonly focus: RuleFocus;
  /** The number of what it was asked about last. */
  askedAbout: number;
}

/** Finders by what has to be shown before they are asked. */
export class FinderIndex {
  /** Those that are always asked. */
  readonly always: Finder[] = [];
  /** By sign: those that are asked where it is shown. */
  readonly bySign: Finder[][] = [];

  constructor(finders: readonly Finder[]) {
    for (const finder of finders) {
      const { signs } = finder.focus;
      if (signs === undefined) {
        this.always.push(finder);
      }
      for (const sign of signs ?? []) {
        (this.bySign[sign] ??= []).push(finder);
      }
    }
  }
}

/** The finders that look at scopes as a whole. */
export function ofScopes(finders: readonly Finder[]): Finder[] {
  return finders.filter(({ focus: { ofScope, family } }) => ofScope !== undefined || family !== undefined);
}

/** The finders that look at objects like this one, or at their pods. */
export function ofObjectsLike(object: CheckedObject, finders: readonly Finder[]): Finder[] {
  const hasPod = mayHavePod(object);
  return finders.filter(({ focus: { kinds, ofObject, objectFamily, ofPod, ofContainer } }) => {
    const isOfKind = kinds?.some((kind) => isOf(object, kind)) ?? true;
    const isWhole = (ofObject !== undefined && isOfKind) || objectFamily !== undefined;
    return isWhole || (hasPod && (ofPod !== undefined || ofContainer !== undefined));
  });
}
