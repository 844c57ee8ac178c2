import { Lifecycle } from '../core/lifecycle';
import { dnsSubdomain } from '../core/names';
import { fieldsOf, listOf, textOf } from '../core/untrusted';
import { ExposureKind } from './exposure';

/** State of a way in. */
export enum ExposureState {
  /** It is declared but cannot be used: not created yet, or without the address that it needs. */
  PENDING = 'PENDING',
  /** It can be used. */
  ACTIVE = 'ACTIVE',
  /** It is being changed. */
  UPDATING = 'UPDATING',
  /** It was taken away. */
  REMOVED = 'REMOVED',
}

/** What happens to a way in. */
export enum ExposureEvent {
  /** The cloud, the Ingress controller or the Gateway assigned an address. */
  ADDRESS_ASSIGNED = 'address-assigned',
  /** The cluster accepted an exposure that needs no address of its own. */
  ACCEPTED = 'accepted',
  /** Its specification was changed. */
  UPDATE_STARTED = 'update-started',
  /** The controller has carried the change out. */
  UPDATED = 'updated',
  /** It has no address any more. */
  ADDRESS_LOST = 'address-lost',
  /** Its object was deleted. */
  REMOVED = 'removed',
}

/** Lifecycle of a way in; `docs/model.md` has the diagram and the reasons. */
export const EXPOSURE_LIFECYCLE: Lifecycle = new Lifecycle({
  name: 'exposure',
  states: Object.values(ExposureState),
  initial: ExposureState.PENDING,
  transitions: [
    { from: ExposureState.PENDING, event: ExposureEvent.ADDRESS_ASSIGNED, to: ExposureState.ACTIVE },
    { from: ExposureState.PENDING, event: ExposureEvent.ACCEPTED, to: ExposureState.ACTIVE },
    { from: ExposureState.PENDING, event: ExposureEvent.REMOVED, to: ExposureState.REMOVED },
    { from: ExposureState.ACTIVE, event: ExposureEvent.UPDATE_STARTED, to: ExposureState.UPDATING },
    { from: ExposureState.ACTIVE, event: ExposureEvent.ADDRESS_LOST, to: ExposureState.PENDING },
    { from: ExposureState.ACTIVE, event: ExposureEvent.REMOVED, to: ExposureState.REMOVED },
    { from: ExposureState.UPDATING, event: ExposureEvent.UPDATED, to: ExposureState.ACTIVE },
    { from: ExposureState.UPDATING, event: ExposureEvent.ADDRESS_LOST, to: ExposureState.PENDING },
    { from: ExposureState.UPDATING, event: ExposureEvent.REMOVED, to: ExposureState.REMOVED },
  ],
});

/** What was observed of a way in, as far as its state depends on it. */
export interface ExposureStateFacts {
  /**
   * Whether its object is in the cluster.
   * @default - not observed; an address shows that it is
   */
  readonly exists?: boolean;
  /**
   * Whether its object was there and was deleted.
   * @default - not known
   */
  readonly removed?: boolean;
  /**
   * Addresses in `status.loadBalancer.ingress` of the Service or Ingress, or in `status.addresses` of the Gateway;
   * empty when there is none yet. What is neither an IP address nor a host name, such as the `<pending>` that kubectl
   * prints, is none.
   * @default - not observed
   */
  readonly externalAddresses?: string[];
  /**
   * Whether a change is being carried out.
   * @default - what `generation` and `observedGeneration` say
   */
  readonly updating?: boolean;
  /**
   * `metadata.generation` of the object.
   * @default - not observed, or the object has none
   */
  readonly generation?: number;
  /**
   * `status.observedGeneration`, also that of a condition: the generation that the controller has dealt with.
   * @default - not observed, or the object has none
   */
  readonly observedGeneration?: number;
}

const IPV6 = /^[0-9a-fA-F:]*:[0-9a-fA-F:.]*$/;

/**
 * The state of a way in as the facts show it, or `undefined` where they do not suffice. A load balancer, an Ingress
 * and an HTTPRoute are `PENDING` until there is an address; inside the cluster and on node ports none is needed.
 *
 * @param kind the way in that was declared
 */
export function exposureState(kind: ExposureKind, facts: ExposureStateFacts): ExposureState | undefined {
  const { removed, exists, ...observed } = fieldsOf(facts);
  if (removed === true) {
    return ExposureState.REMOVED;
  }
  const usable = needsAddress(kind) ? hasAddress(observed.externalAddresses) : exists;
  if (exists === false || usable === false) {
    return ExposureState.PENDING;
  }
  const updating = isUpdating(observed);
  if (usable !== true || updating === undefined) {
    return undefined;
  }
  return updating ? ExposureState.UPDATING : ExposureState.ACTIVE;
}

/** Whatever is not known to do without an address needs one: kinds that are added later must not be active at once. */
export function needsAddress(kind: ExposureKind): boolean {
  return kind !== ExposureKind.CLUSTER_IP && kind !== ExposureKind.NODE_PORT;
}

/** Whether an IP address or a host name is among the observed texts; `undefined` when nobody looked. */
export function hasAddress(observed: string[] | undefined): boolean | undefined {
  return Array.isArray(observed) ? listOf(observed).some(isAddress) : undefined;
}

function isAddress(text: unknown): boolean {
  return dnsSubdomain('address', text).length === 0 || IPV6.test(textOf(text));
}

function isUpdating({ updating, generation, observedGeneration }: ExposureStateFacts): boolean | undefined {
  const known = Number.isSafeInteger(generation) && Number.isSafeInteger(observedGeneration);
  const behind = known ? generation !== observedGeneration : undefined;
  return behind === true || typeof updating !== 'boolean' ? behind : updating;
}
