import { judge, LiveCheck, LiveRule, Verdict } from '../core/live-check';

/** What was observed of a Secret in its cluster and around it. Names only, never values. */
export interface SecretFacts {
  /**
   * Whether the cluster holds the Secret in its namespace.
   * @default - nobody looked
   */
  readonly exists?: boolean;
  /**
   * Names of the keys that the Secret in the cluster holds.
   * @default - nobody looked
   */
  readonly keyNames?: string[];
  /**
   * When its values were replaced last.
   * @default - nobody knows
   */
  readonly lastRotated?: Date;
  /**
   * Users, groups and service accounts that may read Secrets of all namespaces, cluster administrators aside.
   * @default - nobody looked
   */
  readonly clusterWideReaders?: string[];
  /**
   * Whether the API server encrypts Secrets before etcd stores them.
   * @default - nobody looked
   */
  readonly encryptedAtRest?: boolean;
  /**
   * Whether a scan of the whole history found one of its values in version control.
   * @default - nobody scanned
   */
  readonly foundInVersionControl?: boolean;
}

const DAY_MILLISECONDS = 86_400_000;

/** The rules that a fact answers by itself. */
export function factChecks(subject: string, facts: SecretFacts): LiveCheck[] {
  const rule = (code: string, remedy: string): LiveRule => ({ code, subject, remedy });
  return [
    judge(
      rule('secret-exists', 'Create the Secret in its namespace before the deployment.'),
      facts.exists,
      (exists) => exists === true,
    ),
    judge(
      rule('secret-access-restricted', 'Grant `get` on it with a Role in its namespace, not with a ClusterRole.'),
      facts.clusterWideReaders,
      (readers) => Array.isArray(readers) && readers.length === 0,
    ),
    judge(
      rule('secret-encrypted-at-rest', 'Configure encryption at rest for the resource secrets, then rewrite them all.'),
      facts.encryptedAtRest,
      (encrypted) => encrypted === true,
    ),
    judge(
      rule('secret-not-in-version-control', 'Replace the values at once, then remove them from the history.'),
      facts.foundInVersionControl,
      (found) => found === false,
    ),
  ];
}

/** The Secret in the cluster holds every required key. Other names are not repeated: one of them could be a value. */
export function requiredKeysCheck(
  subject: string,
  required: readonly string[],
  names: string[] | undefined,
): LiveCheck {
  const rule = { code: 'secret-keys-present', subject, remedy: 'Add the missing keys to the Secret.' };
  if (!Array.isArray(names)) {
    return { ...rule, verdict: Verdict.NOT_VERIFIED, observed: 'nothing: the fact is unknown' };
  }
  const missing = required.filter((name) => !names.includes(name));
  return missing.length === 0
    ? { ...rule, verdict: Verdict.PASSED, observed: `all ${required.length} required keys` }
    : { ...rule, verdict: Verdict.FAILED, observed: `missing: ${missing.join(', ')}` };
}

/** The values are not older than the rotation period. */
export function rotationCheck(
  subject: string,
  days: number | undefined,
  lastRotated: Date | undefined,
  now: Date,
): LiveCheck {
  const rule = { code: 'secret-rotation-due', subject, remedy: 'Replace the values, and restart what reads them.' };
  const unknown = (observed: string) => ({ ...rule, verdict: Verdict.NOT_VERIFIED, observed });
  if (days === undefined) {
    return { ...unknown('no rotation period is declared'), remedy: 'Declare rotationDays.' };
  }
  if (!isTime(lastRotated) || !isTime(now)) {
    return unknown('nothing: the fact is unknown');
  }
  const age = now.getTime() - lastRotated.getTime();
  const verdict = age >= 0 && age <= days * DAY_MILLISECONDS ? Verdict.PASSED : Verdict.FAILED;
  const period = `to be rotated every ${days} days`;
  const observed = `rotated ${lastRotated.toISOString()}, judged ${now.toISOString()}, ${period}`;
  return { ...rule, verdict, observed };
}

function isTime(value: unknown): value is Date {
  return value instanceof Date && !Number.isNaN(value.getTime());
}
