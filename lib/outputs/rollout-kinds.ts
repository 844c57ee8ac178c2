/** Kinds, all of apps/v1, whose pods run until they are replaced: `kubectl rollout status` waits for these. */
export const ROLLOUT_KINDS: readonly string[] = ['Deployment', 'StatefulSet', 'DaemonSet'];
