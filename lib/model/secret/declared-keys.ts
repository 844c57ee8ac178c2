import { Finding } from '../core/issue';
import { showWithoutValue } from '../core/rules';
import { SecretKey } from './secret-key';

/** Every name is that of a declared key. */
export function undeclaredFindings(field: string, names: readonly string[], keys: readonly SecretKey[]): Finding[] {
  const declared = keys.map(({ name }) => name);
  return names
    .filter((name) => !declared.includes(name))
    .map((name) => ({
      code: 'secret-key-undeclared',
      field,
      given: showWithoutValue(name),
      allowed: declared.length === 0 ? 'none: no key is declared' : `the declared keys: ${declared.join(', ')}`,
      remedy: 'Correct the name, or declare the key.',
    }));
}

/** What an environment does without is declared, and nobody needs it. */
export function absentKeyFindings(field: string, absent: readonly string[], keys: readonly SecretKey[]): Finding[] {
  const required = keys.filter(({ isRequired }) => isRequired).map(({ name }) => name);
  return [
    ...undeclaredFindings(field, absent, keys),
    ...absent
      .filter((name) => required.includes(name))
      .map((name) => ({
        code: 'secret-key-missing',
        field,
        given: showWithoutValue(name),
        allowed: 'optional keys: without a required one the application does not start',
        remedy: 'Store the value, or declare the key as optional.',
      })),
  ];
}
