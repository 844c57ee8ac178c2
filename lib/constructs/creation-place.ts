import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { IConstruct } from 'constructs';

const TRACE = Symbol.for('cdk8s-webapp.CreationTrace');
/** A frame: `at new Shop (/home/me/shop/main.ts:12:5)`, or without a function `at /home/me/shop/main.ts:12:5`. */
const FRAME = /^\s*at (?:[^(]*\((.+):(\d+):\d+\)|(?:async )?(.+):(\d+):\d+)$/;
/** Files of Node and of packages, and what they were compiled into. */
const FOREIGN = /^node:|^eval at |[\\/]node_modules[\\/]|[\\/]\.cdk8s-webapp-/;
/** This library, where it runs from its own source. */
const OWN = path.join(__dirname, '..') + path.sep;

/**
 * Remembers where a construct is being made. To be called by its constructor.
 *
 * Only one frame is kept, and it is made readable when somebody asks: every construct pays for this.
 */
export function recordCreation(construct: IConstruct): void {
  const trace = {};
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 1;
  // Frames above that of the outermost constructor are left out.
  Error.captureStackTrace(trace, construct.constructor);
  Error.stackTraceLimit = stackTraceLimit;
  Object.defineProperty(construct, TRACE, { value: trace });
}

/**
 * Where the user's program makes a construct, or the nearest one around it: `main.ts:12`, from the working directory on.
 * `undefined` where that is not known.
 */
export function creationPlace(construct: IConstruct): string | undefined {
  for (const scope of [...construct.node.scopes].reverse()) {
    const { stack } = (scope as unknown as { [TRACE]?: { readonly stack?: string } })[TRACE] ?? {};
    const frame = FRAME.exec(stack?.trimEnd().split('\n').at(-1) ?? '') ?? [];
    const [address = '', line = ''] = frame.slice(1).filter((part) => part !== undefined);
    const file = address.startsWith('file:') ? fileURLToPath(address) : address;
    if (file !== '' && !FOREIGN.test(file) && !path.resolve(file).startsWith(OWN)) {
      return `${path.relative(process.cwd(), file).replaceAll(path.sep, '/')}:${line}`;
    }
  }
  return undefined;
}
