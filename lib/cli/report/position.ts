import type { CheckIssue } from '../../checks/check-report';

/** A line of a file. */
export interface Position {
  readonly file: string;
  readonly line: number;
}

/** The file and line of an issue, where they are known. */
export function positionOf({ place }: CheckIssue): Position | undefined {
  const [, file, line] = /^(.+):(\d+)$/.exec(place ?? '') ?? [];
  return file === undefined ? undefined : { file, line: Number(line) };
}

/** What is wrong in one paragraph, for formats that know no more than a message. */
export function messageOf({ path, object, field, given, allowed, remedy }: CheckIssue): string {
  const what = object === undefined ? path : `${object} (${path})`;
  return `${what}, ${field}: given ${given}; allowed: ${allowed}. ${remedy}`;
}
