import { type Finding } from 'cdk8s-webapp';

/** Where and what, for comparisons that should not depend on wording. */
export function summarized(findings: readonly Finding[]): string[] {
  return findings.map(({ field, code }) => `${field} ${code}`);
}
