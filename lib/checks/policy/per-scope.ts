import { CheckScope } from '../check-scope';

/** A function whose result is kept for as long as the scope, because several rules, or every pod, need it. */
export function perScope<T>(make: (scope: CheckScope) => T): (scope: CheckScope) => T {
  const made = new WeakMap<CheckScope, { readonly result: T }>();
  return (scope) => {
    let entry = made.get(scope);
    if (entry === undefined) {
      entry = { result: make(scope) };
      made.set(scope, entry);
    }
    return entry.result;
  };
}
