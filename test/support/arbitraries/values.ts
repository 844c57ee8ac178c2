import { Size } from 'cdk8s-webapp';
import * as fc from 'fast-check';

/** An object with any of these fields; the others are absent, not `undefined`. */
export function optional<T>(fields: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<Partial<T>> {
  return fc.record(fields, { requiredKeys: [] }) as fc.Arbitrary<Partial<T>>;
}

/** A name that any object may have: an RFC 1035 label, short enough for the endings that constructs add. */
export const label = fc.stringMatching(/^[a-z]([-a-z0-9]{0,20}[a-z0-9])?$/);

/** A name of a volume, which may begin with a digit. */
export const volumeName = fc.stringMatching(/^[a-z0-9]([-a-z0-9]{0,10}[a-z0-9])?$/);

/** A name of an environment variable. */
export const variableName = fc
  .stringMatching(/^[A-Za-z_][-._A-Za-z0-9]{0,20}$/)
  .filter((name) => name !== 'constructor');

/** Text that readers of YAML like to take for something else, or to break. */
const TRICKY = [
  '',
  ' ',
  'yes',
  'null',
  '~',
  '0o17',
  '1e3',
  '0x1f',
  '.5',
  '12:30',
  '- a',
  '# a',
  "it's",
  '"',
  '{',
  '&a',
  '*a',
  '| a',
];

/** Text of a variable or of a configuration. */
export const text = fc.oneof(
  fc.constantFrom(...TRICKY),
  fc.stringMatching(/^[ -#%-;=?-z|~\t\n]{0,60}$/),
  fc.string({ unit: fc.constantFrom('ä', '漢', '😀', 'e\u0301', '\u00a0', 'a', '\n') }),
);

export const port = fc.integer({ min: 1, max: 65535 });

/** A path of a URL. */
export const urlPath = fc.stringMatching(/^(\/[a-z0-9][a-z0-9._~-]{0,9}){1,3}$/);

/** An absolute path of a directory. */
export const directory = fc.stringMatching(/^(\/[A-Za-z0-9_-]{1,12}){1,3}$/);

/** A host name that people can open, of which no two are alike. */
export const domain = fc.stringMatching(/^[a-z]([-a-z0-9]{0,20}[a-z0-9])?\.(example|shop)\.(com|org)$/);

const version = fc.array(fc.nat({ max: 99 }), { minLength: 3, maxLength: 3 }).map((numbers) => numbers.join('.'));
const digest = fc.nat().map((number) => `@sha256:${number.toString(16).padStart(64, '0')}`);

/** A reference of an image that does not move. */
export const image = fc
  .tuple(
    fc.constantFrom('', 'ghcr.io/', 'registry.example.com:5000/', '123456789012.dkr.ecr.eu-west-1.amazonaws.com/'),
    fc.stringMatching(/^[a-z0-9]{1,10}(\/[a-z0-9]+([._-][a-z0-9]+)?){0,2}$/),
    fc.oneof(
      version.map((tag) => `:${tag}`),
      digest,
    ),
  )
  .map((parts) => parts.join(''));

export const size = fc.oneof(
  fc.integer({ min: 1, max: 4096 }).map((mebibytes) => Size.mebibytes(mebibytes)),
  fc.integer({ min: 1, max: 64 }).map((gibibytes) => Size.gibibytes(gibibytes)),
);
