import { Stage } from '../model/deployment/stage';

/** What a finding of a rule comes to. */
export enum Severity {
  /** Nothing is written. */
  ERROR = 'error',
  /** It is reported, and written all the same. */
  WARNING = 'warning',
}

/** How severe the findings of a rule are in each stage. In a stage that is left out they do not count. */
export interface RuleSeverity {
  /** @default - findings do not count */
  readonly development?: Severity;
  /** @default - findings do not count */
  readonly staging?: Severity;
  /** @default - findings do not count */
  readonly production?: Severity;
}

/** Wrong wherever it runs: the cluster would refuse it, or do something else than was meant. */
export const ALWAYS: RuleSeverity = {
  development: Severity.ERROR,
  staging: Severity.ERROR,
  production: Severity.ERROR,
};
/** Wrong where others depend on it; on a developer's own cluster it is worth a word. */
export const DEPLOYED: RuleSeverity = {
  development: Severity.WARNING,
  staging: Severity.ERROR,
  production: Severity.ERROR,
};
/** Wrong where others depend on it; on a developer's own cluster it is how one works. */
export const RELEASED: RuleSeverity = { staging: Severity.ERROR, production: Severity.ERROR };
/** A demand of production, which the rehearsal is told about. */
export const STRICT: RuleSeverity = { staging: Severity.WARNING, production: Severity.ERROR };
/** A recommendation for what others depend on. */
export const ADVICE: RuleSeverity = { staging: Severity.WARNING, production: Severity.WARNING };

/** How severe a finding is in a stage; `undefined` where it does not count. */
export function severityIn({ development, staging, production }: RuleSeverity, stage: Stage): Severity | undefined {
  switch (stage) {
    case Stage.DEVELOPMENT:
      return development;
    case Stage.STAGING:
      return staging;
    default:
      return production;
  }
}
