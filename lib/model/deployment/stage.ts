import { Finding } from '../core/issue';
import { dnsLabel } from '../core/names';
import { oneOf } from '../core/rules';

/** How much an environment matters. Several environments can share a stage. */
export enum Stage {
  /** A developer's own cluster. Moving tags are allowed. */
  DEVELOPMENT = 'development',
  /** A rehearsal of production. */
  STAGING = 'staging',
  /** What users see. */
  PRODUCTION = 'production',
}

/** Directories below the output directory that belong to other outputs. */
const RESERVED_NAMES = ['charts', 'argocd'];

/** The stage is one that is known. */
export function stageFindings(field: string, given: unknown): Finding[] {
  return oneOf(field, given, Object.values(Stage), {
    code: 'stage-unknown',
    remedy: 'Give the environment one of these stages.',
  });
}

/** The name of an environment can be a directory below the output directory. */
export function environmentNameFindings(field: string, given: string): Finding[] {
  if (RESERVED_NAMES.includes(given)) {
    return [
      {
        code: 'environment-reserved',
        field,
        given: JSON.stringify(given),
        allowed: `any name but ${RESERVED_NAMES.join(' and ')}, which name directories of other outputs`,
        remedy: 'Rename the environment.',
      },
    ];
  }
  return dnsLabel(field, given);
}
