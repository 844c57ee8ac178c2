import { SYNC_WAVE } from '../constructs/deploy-order';
import { compareText } from '../model/core/compare-text';
import { applyRank } from './kinds';
import { Manifest } from './manifest';

/**
 * Compares objects by the wave of Argo CD that they are in, by kind, unknown kinds last, and within a kind by name, so that
 * any order of definition gives the same file, and a migration stands before what waits for it. Namespaces and kinds come
 * before everything: without them nothing else can be applied.
 */
export function compareForApply(a: Manifest, b: Manifest): number {
  return (
    waveOf(a) - waveOf(b) ||
    applyRank(a.kind) - applyRank(b.kind) ||
    compareText(a.kind, b.kind) ||
    compareText(a.apiVersion, b.apiVersion) ||
    compareText(a.metadata.namespace ?? '', b.metadata.namespace ?? '') ||
    compareText(nameOf(a), nameOf(b)) ||
    compareText(JSON.stringify(a), JSON.stringify(b))
  );
}

const FIRST = Number.MIN_SAFE_INTEGER;

function waveOf({ kind, metadata }: Manifest): number {
  if (applyRank(kind) <= applyRank('CustomResourceDefinition')) {
    return FIRST;
  }
  const { annotations } = metadata as { readonly annotations?: { readonly [key: string]: unknown } };
  const wave = Number(annotations?.[SYNC_WAVE] ?? 0);
  return Number.isSafeInteger(wave) ? wave : 0;
}

/** Objects that the cluster names have none, or share the beginning of it. */
function nameOf({ metadata }: Manifest): string {
  return (metadata.name as string | undefined) ?? '';
}
