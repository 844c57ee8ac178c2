import { Finding, show } from '../../model/core/issue';

/** Directory of workflows, from the root of the repository on. */
export const WORKFLOWS = '.github/workflows';
/** A path inside the repository. */
const PATH = /^(?!\/)(?!.*(?:^|\/)\.\.(?:\/|$))[^\s\\:,]+$/;

/** A path that is not below the root of the repository. */
export function pathFinding(field: string, given: string): Finding {
  return {
    code: 'repository-path-invalid',
    field,
    given: show(given),
    allowed: 'a path below the root of the repository, with "/" between names, without white space, ":", "," and ".."',
    remedy: 'Give the path from the root of the repository on.',
  };
}

/** Whether a text is a path below the root of the repository. */
export function isRepositoryPath(text: string): boolean {
  return PATH.test(text);
}
