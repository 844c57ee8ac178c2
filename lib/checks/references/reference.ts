import { CheckedObject } from '../checked-object';

/** A name by which an object refers to another. */
export interface Reference {
  /** The object that refers. */
  readonly object: CheckedObject;
  /** Where it does: `spec.template.spec.serviceAccountName`. */
  readonly field: string;
  /** Kind of what is referred to. */
  readonly kind: string;
  readonly name: string;
  /** @default - it belongs to no namespace, or to that of the command */
  readonly namespace?: string;
  /**
   * API group of what is referred to, where the field says it.
   * @default - that of the kind, or any
   */
  readonly group?: string;
  /**
   * What of it is meant besides.
   * @default - the object as a whole
   */
  readonly part?: ReferencePart;
  /**
   * Whether the object does without it.
   * @default false
   */
  readonly isOptional?: boolean;
  /**
   * Whether it is a target of an autoscaler, which is told so.
   * @default false
   */
  readonly isScaled?: boolean;
}

/** A part of an object that is referred to. */
export interface ReferencePart {
  /** @default - no key */
  readonly key?: string;
  /**
   * Name or number of a port of a Service.
   * @default - no port
   */
  readonly port?: string | number;
  /**
   * Name of a listener of a Gateway.
   * @default - any that takes the route
   */
  readonly listener?: string;
  /**
   * Where it is named.
   * @default - where the object is
   */
  readonly field?: string;
}
