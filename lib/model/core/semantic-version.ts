import { Finding } from './issue';
import { pattern } from './rules';

const NUMBER = '(?:0|[1-9]\\d*)';
const IDENTIFIER = `(?:${NUMBER}|\\d*[a-zA-Z-][0-9a-zA-Z-]*)`;
const VERSION = `${NUMBER}\\.${NUMBER}\\.${NUMBER}(?:-${IDENTIFIER}(?:\\.${IDENTIFIER})*)?`;
const BUILD_METADATA = '(?:\\+[0-9a-zA-Z-]+(?:\\.[0-9a-zA-Z-]+)*)?';

/**
 * A tag of an image that is a semantic version. A leading v is allowed, build metadata is not, because a tag cannot
 * hold "+".
 */
export const VERSION_TAG = new RegExp(`^v?${VERSION}$`);

/**
 * A version of a chart.
 *
 * @see https://semver.org
 */
export const SEMANTIC_VERSION = new RegExp(`^${VERSION}${BUILD_METADATA}$`);

/** The text is a semantic version 2.0.0 without a leading v. */
export function semanticVersion(field: string, given: unknown): Finding[] {
  const allowed = 'a semantic version such as 1.4.2 or 1.4.2-rc.1, without a leading v';
  const form = { expression: SEMANTIC_VERSION, maxLength: 255, allowed };
  return pattern(field, given, form, { code: 'version-invalid', remedy: 'Give MAJOR.MINOR.PATCH.' });
}
