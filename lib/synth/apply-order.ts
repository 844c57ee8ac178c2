import { applyRank } from './kinds';
import { compareText, Manifest } from './manifest';

/**
 * Compares objects by kind, unknown kinds last, and within a kind by name, so that any order of definition gives the same
 * file.
 */
export function compareForApply(a: Manifest, b: Manifest): number {
  return (
    applyRank(a.kind) - applyRank(b.kind) ||
    compareText(a.kind, b.kind) ||
    compareText(a.apiVersion, b.apiVersion) ||
    compareText(a.metadata.namespace ?? '', b.metadata.namespace ?? '') ||
    compareText(nameOf(a), nameOf(b)) ||
    compareText(JSON.stringify(a), JSON.stringify(b))
  );
}

/** Objects that the cluster names have none, or share the beginning of it. */
function nameOf({ metadata }: Manifest): string {
  return (metadata.name as string | undefined) ?? '';
}
