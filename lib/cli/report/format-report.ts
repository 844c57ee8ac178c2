import type { CheckReport } from '../../checks/check-report';
import { formatAnnotations } from './github-annotations';
import { formatSarif } from './sarif';
import { formatText } from './text-report';

/** What a report is about, besides what is wrong. */
export interface ReportSubject {
  /** Number of objects that were judged. */
  readonly objects: number;
  /** Names of the environments, or of the files and directories. */
  readonly parts: readonly string[];
}

/** How a report is written. */
export interface ReportOptions extends ReportSubject {
  readonly isColored: boolean;
}

type Format = (report: CheckReport, options: ReportOptions) => string;

const FORMATS: { readonly [name: string]: Format } = {
  text: formatText,
  json: (report, { objects, parts }) => `${JSON.stringify({ checked: { parts, objects }, ...report }, null, 2)}\n`,
  sarif: formatSarif,
  github: formatAnnotations,
};

/** Names of the formats. */
export const REPORT_FORMATS: readonly string[] = Object.keys(FORMATS);

/** The report in a format. */
export function formatReport(name: string, report: CheckReport, options: ReportOptions): string {
  return FORMATS[name]?.(report, options) ?? '';
}
