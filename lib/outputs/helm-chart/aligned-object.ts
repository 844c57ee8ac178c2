import { compareText } from '../../model/core/compare-text';
import { Manifest, SynthesizedObject } from '../../synth/manifest';

/** An object of the application in one environment. */
export interface PlacedObject {
  readonly environment: string;
  /** Path of its construct below the chart of the environment. */
  readonly construct: string;
  readonly object: SynthesizedObject;
  /** Whether it is the namespace of the release. */
  readonly isOwnNamespace: boolean;
}

/** One object of the application in all environments that have it. */
export interface AlignedObject {
  readonly kind: string;
  /** Path of its construct below the chart of an environment. */
  readonly construct: string;
  /** The manifests, by environment. */
  readonly manifests: ReadonlyMap<string, Manifest>;
}

interface Slot extends AlignedObject {
  readonly manifests: Map<string, Manifest>;
  /** What objects of other names have in common with it. */
  readonly place: string;
}

/**
 * Finds out which objects of the environments are the same one: those of one kind and name, and those that the same
 * construct gives another name in every environment, for example a ConfigMap that is named by its content.
 */
export function alignObjects(placed: readonly PlacedObject[]): AlignedObject[] {
  const byName = new Map<string, Slot>();
  for (const { environment, construct, object } of placed) {
    const { kind, apiVersion, name, manifest } = object;
    const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
    const place = JSON.stringify([kind, group, construct]);
    const key = JSON.stringify([kind, group, name ?? construct]);
    // One name can be taken in several namespaces.
    const isTaken = byName.get(key)?.manifests.has(environment) === true;
    const free = isTaken ? JSON.stringify([key, construct]) : key;
    const slot = byName.get(free) ?? { kind, construct, place, manifests: new Map<string, Manifest>() };
    slot.manifests.set(environment, manifest);
    byName.set(free, slot);
  }
  const sorted = [...byName].sort(([a], [b]) => compareText(a, b)).map(([, slot]) => slot);
  return sorted.reduce<Slot[]>(joinByConstruct, []);
}

function joinByConstruct(slots: Slot[], slot: Slot): Slot[] {
  const same = slots.find(
    ({ place, manifests }) => place === slot.place && [...slot.manifests.keys()].every((name) => !manifests.has(name)),
  );
  if (same === undefined) {
    slots.push(slot);
  } else {
    slot.manifests.forEach((manifest, environment) => same.manifests.set(environment, manifest));
  }
  return slots;
}
