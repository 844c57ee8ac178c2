/** Which objects Argo CD applies, and waits for, before others. Objects that say nothing are in wave 0. */
export enum SyncWave {
  /** The Namespace that all the others are in. */
  NAMESPACE = -3,
  /** What a migration needs. */
  PREREQUISITE = -2,
  /** Migrations. */
  MIGRATION = -1,
}

/** The annotation that says in which wave an object is. */
export const SYNC_WAVE = 'argocd.argoproj.io/sync-wave';

/**
 * Annotations of an object that runs before the rollout: a hook of Argo CD's sync and of Helm's install and upgrade.
 *
 * @param wave its place in the order, of both
 * @param helmHook the events of Helm, for example `pre-install,pre-upgrade`
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/
 * @see https://helm.sh/docs/topics/charts_hooks/
 */
export function hookAnnotations(wave: SyncWave, helmHook: string): { [key: string]: string } {
  return {
    // A hook of the phase Sync finds the Secrets and the like that earlier waves made; one of PreSync runs before any.
    'argocd.argoproj.io/hook': 'Sync',
    'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
    [SYNC_WAVE]: String(wave),
    'helm.sh/hook': helmHook,
    'helm.sh/hook-delete-policy': 'before-hook-creation',
    'helm.sh/hook-weight': String(wave),
  };
}
