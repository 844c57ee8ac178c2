import { CheckedObject } from './checked-object';
import { mappingAt, textAt } from './data';

/** Annotations that begin so name a rule that does not apply to the object; their values are the reasons. */
export const EXCEPTION_PREFIX = 'except.cdk8s-webapp/';

/** Says that a rule does not apply to some objects, and why. */
export interface CheckException {
  /** Id of the rule. */
  readonly rule: string;
  /** Why it does not apply. */
  readonly reason: string;
  /** Path of the construct whose objects it is about, or what the exceptions of a single object are called. */
  readonly path: string;
  /**
   * Name of its environment.
   * @default - it belongs to none
   */
  readonly environment?: string;
  /**
   * The one object that it is about.
   * @default - all objects at the path and below it
   */
  readonly object?: CheckedObject;
}

/** Whether the exception is about the object. */
export function covers(exception: CheckException, object: CheckedObject): boolean {
  return exception.object === undefined
    ? `${object.path}/`.startsWith(`${exception.path}/`)
    : exception.object === object;
}

/** Adds the exceptions that an object carries in its annotations. */
export function addAnnotated(exceptions: CheckException[], object: CheckedObject): void {
  const annotations = mappingAt(object.manifest, 'metadata', 'annotations');
  for (const key in annotations) {
    if (key.startsWith(EXCEPTION_PREFIX)) {
      exceptions.push({
        rule: key.slice(EXCEPTION_PREFIX.length),
        reason: textAt(annotations, key) ?? '',
        path: object.path,
        environment: object.environment,
        object,
      });
    }
  }
}
