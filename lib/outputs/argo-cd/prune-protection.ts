import { isMapping } from '../../model/core/untrusted';
import { Manifest } from '../../synth/manifest';

/** What takes everything with it when it is deleted: data, and all that is in a namespace or of a kind. */
const PRECIOUS: ReadonlySet<string> = new Set([
  ...['Namespace', 'CustomResourceDefinition', 'PersistentVolume', 'PersistentVolumeClaim'],
]);
const SYNC_OPTIONS = 'argocd.argoproj.io/sync-options';
/** Neither when the object is no longer in Git, nor when the Application is deleted. */
const PROTECTION = ['Prune=false', 'Delete=false'];

/**
 * The object with the annotation that keeps Argo CD from deleting it, where it is one that must not be lost. What the author
 * says of pruning or deleting stays.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/
 */
export function protectedFromPruning(manifest: Manifest): Manifest {
  if (!PRECIOUS.has(manifest.kind)) {
    return manifest;
  }
  const { annotations = {} } = manifest.metadata as { readonly annotations?: unknown };
  if (!isMapping(annotations)) {
    return manifest;
  }
  const { [SYNC_OPTIONS]: given = '' } = annotations;
  const options = String(given)
    .split(',')
    .filter((option) => option.trim() !== '');
  const names = options.map((option) => option.split('=', 1)[0]?.trim());
  const missing = PROTECTION.filter((option) => !names.includes(option.split('=', 1)[0]));
  const all = [...options, ...missing].join(',');
  return {
    ...manifest,
    metadata: { ...manifest.metadata, annotations: { ...annotations, [SYNC_OPTIONS]: all } } as object,
  } as Manifest;
}
