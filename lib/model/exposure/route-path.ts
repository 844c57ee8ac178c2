import { Finding } from '../core/issue';
import { showWithoutValue } from '../core/rules';

/** What both take literally: an HTTPRoute by its schema, an Ingress by the rules for the path type Prefix. */
const SEGMENTS = /^(?:\/[-A-Za-z0-9._~!$&'()*+,;=:@]+)+$/;
const DOTS = /\/\.{1,2}(?:\/|$)/;
const MAX_LENGTH = 1024;

/**
 * The text is a path that an Ingress and an HTTPRoute can route by.
 *
 * @see https://gateway-api.sigs.k8s.io/reference/spec/#httppathmatch
 */
export function routePathFindings(field: string, given: unknown): Finding[] {
  if (given === '/') {
    return [];
  }
  if (typeof given === 'string' && given.length <= MAX_LENGTH && SEGMENTS.test(given) && !DOTS.test(given)) {
    return [];
  }
  return [
    {
      code: 'route-path-invalid',
      field,
      given: showWithoutValue(given),
      allowed:
        '"/", or up to 1024 characters that begin with "/" and do not end with it: letters, digits and ' +
        '"-._~!$&\'()*+,;=:@" between single slashes, without "%" and without the segments "." and ".."',
      remedy: 'Give a path like /api, which stands for /api/ and everything below it too.',
    },
  ];
}
