import { Finding } from './issue';
import { showWithoutValue } from './rules';

/** The text is an absolute path of a directory, without `.` and `..`. */
export function directoryFindings(field: string, path: string): Finding[] {
  if (typeof path === 'string' && /^\/[^:<>]*[^/:<>]$/.test(path) && !/\/\.{0,2}(\/|$)/.test(path)) {
    return [];
  }
  const allowed = 'an absolute path below the root, without "/" at the end and without ":", "<", ">", "." and ".."';
  const given = showWithoutValue(path);
  return [{ code: 'path-invalid', field, given, allowed, remedy: 'Give a path like /app/uploads.' }];
}
