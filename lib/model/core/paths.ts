import { Finding, show } from './issue';

/** The text is an absolute path of a directory, without `.` and `..`. */
export function directoryFindings(field: string, path: string): Finding[] {
  if (/^\/[^:]*[^/:]$/.test(path) && !/\/\.{0,2}(\/|$)/.test(path)) {
    return [];
  }
  const allowed = 'an absolute path below the root, without ":", "." and ".."';
  return [{ code: 'path-invalid', field, given: show(path), allowed, remedy: 'Give a path like /app/uploads.' }];
}
