import { CheckScope } from '../check-scope';

/** A function whose result is kept for as long as the scope, because several rules, or every pod, need it. */
export function perScope<T>(make: (scope: CheckScope) => T): (scope: CheckScope) => T {
  return (scope) => scope.shared(make);
}
