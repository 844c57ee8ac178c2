import { Issue } from '../../model/core/issue';
import { ValidationError } from '../../model/core/validation-error';

interface Explanation {
  readonly code: string;
  readonly given: string;
  readonly allowed: string;
  readonly remedy: string;
}

const NOT_WRITABLE: Explanation = {
  code: 'output-not-writable',
  given: 'a place that may not be written to',
  allowed: 'a directory that this user may write to',
  remedy: 'Change its permissions, or choose another output directory.',
};
const BLOCKED: Explanation = {
  code: 'output-blocked',
  given: 'a file where a directory must be, or a directory where a file must be',
  allowed: 'a path that is free',
  remedy: 'Move what stands there away, or choose another output directory.',
};
const FULL: Explanation = {
  code: 'output-disk-full',
  given: 'a disk without room',
  allowed: 'room for the new files beside the old ones',
  remedy: 'Make room and run again.',
};
const EXPLANATIONS: { readonly [errno: string]: Explanation } = {
  EACCES: NOT_WRITABLE,
  EPERM: NOT_WRITABLE,
  EROFS: NOT_WRITABLE,
  ENOTDIR: BLOCKED,
  EISDIR: BLOCKED,
  EEXIST: BLOCKED,
  ELOOP: { ...BLOCKED, given: 'symbolic links that lead in a circle' },
  ENOSPC: FULL,
  EDQUOT: FULL,
};

/** An issue with a file or directory of the output. */
export function outputIssue(place: string, explanation: Explanation): Issue {
  return { path: place, field: '(file)', ...explanation };
}

/**
 * Says of an error of the file system what was wanted and what to do.
 *
 * @param before what to tell before the remedy, where something else must be known first
 */
export function outputError(error: unknown, outdir: string, before = ''): unknown {
  const { code, path, dest } = error as { code?: unknown; path?: unknown; dest?: unknown };
  if (ValidationError.isValidationError(error) || typeof code !== 'string') {
    return error;
  }
  const explanation = EXPLANATIONS[code] ?? {
    code: 'output-failed',
    given: error instanceof Error ? error.message : code,
    allowed: 'a file system that takes the files',
    remedy: 'Look into what the message says, and run again.',
  };
  const place = typeof dest === 'string' ? dest : typeof path === 'string' ? path : outdir;
  const issue = outputIssue(place, { ...explanation, remedy: `${before}${explanation.remedy}` });
  return Object.assign(new ValidationError([issue]), { cause: error });
}
