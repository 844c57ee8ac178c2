import { Mapping } from '../model/core/untrusted';
import { Stage } from '../model/deployment/stage';

/** An object that is judged, and where it comes from. */
export interface CheckedObject {
  /** What is written: plain data, whose fields may be anything. */
  readonly manifest: Mapping;
  /** Empty where the object says none. */
  readonly apiVersion: string;
  /** Empty where the object says none. */
  readonly kind: string;
  /** Empty where the object says none. */
  readonly name: string;
  /** @default - the object belongs to no namespace, or to that of the command */
  readonly namespace?: string;
  /** Path of the construct that it was rendered from, or the file that it was read from. */
  readonly path: string;
  /**
   * Where the construct is made, or where the object begins: `main.ts:12`.
   * @default - not known
   */
  readonly place?: string;
  /**
   * Name of its environment.
   * @default - it belongs to none
   */
  readonly environment?: string;
  /** Stage of its environment: how strictly it is judged. */
  readonly stage: Stage;
}

/** The object in a message: `Deployment backend`. */
export function labelOf({ kind, name }: CheckedObject): string {
  return `${kind} ${name}`;
}

/** The API group of an object, empty for the core: `apps` of `apps/v1`. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash === -1 ? '' : apiVersion.slice(0, slash);
}
