import { judge, LiveCheck, Verdict } from '../core/live-check';
import { parseReference } from '../image/image-reference';
import { RegistryFacts } from './registry-options';

/** What a program says of the registry. */
export interface DeclaredRegistry {
  /** Whether a token is referenced. */
  readonly hasToken: boolean;
  /** Names below the account. */
  readonly repositories: readonly string[];
  /** The repository in full, from its name below the account. */
  readonly nameOf: (repository: string) => string;
  /** @default - no limit is known */
  readonly pullLimit?: number;
}

/** The rules about a registry that only the registry can answer. */
export function registryLiveChecks(
  subject: string,
  registry: DeclaredRegistry,
  facts: RegistryFacts,
  now: Date,
): LiveCheck[] {
  const isAsked = registry.hasToken || facts.tokenAccepted !== undefined || facts.tokenExpiresAt !== undefined;
  return [
    ...(isAsked ? [accepted(subject, facts), unexpired(subject, facts, now)] : []),
    accessible(subject, registry, facts),
    withinLimit(subject, registry, facts),
  ];
}

function accepted(subject: string, { tokenAccepted }: RegistryFacts): LiveCheck {
  const remedy = 'Issue a new token with the right to push and pull, and replace the secret that holds the old one.';
  // Only a boolean is judged, because the observed value is printed, and could be the token by mistake.
  const fact = typeof tokenAccepted === 'boolean' ? tokenAccepted : undefined;
  return judge({ code: 'registry-token-accepted', subject, remedy }, fact, (isAccepted) => isAccepted);
}

function unexpired(subject: string, facts: RegistryFacts, now: Date): LiveCheck {
  const remedy = 'Issue a new token before the old one ends, and replace the secret that holds it.';
  const rule = { code: 'registry-token-unexpired', subject, remedy };
  const { tokenExpiresAt: end } = facts;
  if (isTime(end) && isTime(now)) {
    const verdict = end.getTime() > now.getTime() ? Verdict.PASSED : Verdict.FAILED;
    return { ...rule, verdict, observed: `ends ${end.toISOString()}, judged ${now.toISOString()}` };
  }
  return facts.tokenNeverExpires === true && end === undefined
    ? { ...rule, verdict: Verdict.PASSED, observed: 'a token without an end' }
    : { ...rule, verdict: Verdict.NOT_VERIFIED, observed: 'nothing: the fact is unknown' };
}

function accessible(subject: string, registry: DeclaredRegistry, facts: RegistryFacts): LiveCheck {
  const remedy = 'Create the repository, or give the account of the token access to it.';
  const rule = { code: 'registry-repositories-accessible', subject, remedy };
  const { accessibleRepositories: found } = facts;
  if (!Array.isArray(found)) {
    return { ...rule, verdict: Verdict.NOT_VERIFIED, observed: 'nothing: the fact is unknown' };
  }
  const names = new Set(found.flatMap((name) => [registry.nameOf(name), fullName(name)]));
  const missing = registry.repositories.filter((name) => !names.has(registry.nameOf(name)));
  return missing.length === 0
    ? { ...rule, verdict: Verdict.PASSED, observed: `all of ${registry.repositories.join(', ')}` }
    : { ...rule, verdict: Verdict.FAILED, observed: `missing: ${missing.join(', ')}` };
}

/** The repository in full, from a reference. */
function fullName(reference: string): string {
  const parts = parseReference(reference);
  return parts === undefined ? '' : `${parts.registry}/${parts.path}`;
}

function withinLimit(subject: string, { pullLimit }: DeclaredRegistry, facts: RegistryFacts): LiveCheck {
  const remedy = 'Wait for the next window, pull with a login (pullSecretName), or keep a mirror near the cluster.';
  const rule = { code: 'registry-pulls-within-limit', subject, remedy };
  const { pullsNeeded: needed, pullsRemaining: left } = facts;
  if (isCount(needed) && isCount(left)) {
    const verdict = needed <= left ? Verdict.PASSED : Verdict.FAILED;
    return { ...rule, verdict, observed: `${needed} pulls needed, ${left} left` };
  }
  if (isCount(needed) && pullLimit !== undefined && needed > pullLimit) {
    return { ...rule, verdict: Verdict.FAILED, observed: `${needed} pulls needed, at most ${pullLimit} in one window` };
  }
  const observed = isCount(needed) ? 'the pulls that are left are unknown' : 'the pulls that are needed are unknown';
  return { ...rule, verdict: Verdict.NOT_VERIFIED, observed: `nothing: ${observed}` };
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && value >= 0;
}

function isTime(value: unknown): value is Date {
  return value instanceof Date && !Number.isNaN(value.getTime());
}
