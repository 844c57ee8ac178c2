import { Lifecycle } from '../core/lifecycle';

/** State of one revision of a Helm release. The state of the release is that of its current revision. */
export enum ReleaseState {
  /** It is declared, or being installed, upgraded or rolled back to. */
  PENDING = 'PENDING',
  /** It is what the cluster runs. */
  DEPLOYED = 'DEPLOYED',
  /** A later revision took its place. */
  SUPERSEDED = 'SUPERSEDED',
  /** It could not be deployed, or did not pass the verification that followed. */
  FAILED = 'FAILED',
  /** An earlier revision was restored in its place. */
  ROLLED_BACK = 'ROLLED_BACK',
  /** Its objects are being deleted. */
  UNINSTALLING = 'UNINSTALLING',
  /** Its objects are gone; Helm kept its record. */
  UNINSTALLED = 'UNINSTALLED',
}

/** What happens to one revision of a Helm release. */
export enum ReleaseEvent {
  /** Helm applied it, and waited for its objects where it was told to. */
  SUCCEEDED = 'succeeded',
  /** Helm could not apply it, gave up waiting, or the verification that followed failed. */
  FAILED = 'failed',
  /** A later revision took its place. */
  SUPERSEDED = 'superseded',
  /** `helm rollback` restored an earlier revision, as a new one. */
  ROLLED_BACK = 'rolled-back',
  /** `helm uninstall` began. */
  UNINSTALL_STARTED = 'uninstall-started',
  /** `helm uninstall --keep-history` is complete. */
  UNINSTALLED = 'uninstalled',
}

/** Lifecycle of one revision of a Helm release; `docs/model.md` has the diagram and the reasons. */
export const RELEASE_LIFECYCLE: Lifecycle = new Lifecycle({
  name: 'release',
  states: Object.values(ReleaseState),
  initial: ReleaseState.PENDING,
  transitions: [
    { from: ReleaseState.PENDING, event: ReleaseEvent.SUCCEEDED, to: ReleaseState.DEPLOYED },
    { from: ReleaseState.PENDING, event: ReleaseEvent.FAILED, to: ReleaseState.FAILED },
    { from: ReleaseState.PENDING, event: ReleaseEvent.SUPERSEDED, to: ReleaseState.SUPERSEDED },
    { from: ReleaseState.PENDING, event: ReleaseEvent.ROLLED_BACK, to: ReleaseState.ROLLED_BACK },
    { from: ReleaseState.PENDING, event: ReleaseEvent.UNINSTALL_STARTED, to: ReleaseState.UNINSTALLING },
    { from: ReleaseState.DEPLOYED, event: ReleaseEvent.SUPERSEDED, to: ReleaseState.SUPERSEDED },
    { from: ReleaseState.DEPLOYED, event: ReleaseEvent.FAILED, to: ReleaseState.FAILED },
    { from: ReleaseState.DEPLOYED, event: ReleaseEvent.ROLLED_BACK, to: ReleaseState.ROLLED_BACK },
    { from: ReleaseState.DEPLOYED, event: ReleaseEvent.UNINSTALL_STARTED, to: ReleaseState.UNINSTALLING },
    { from: ReleaseState.FAILED, event: ReleaseEvent.ROLLED_BACK, to: ReleaseState.ROLLED_BACK },
    { from: ReleaseState.FAILED, event: ReleaseEvent.SUPERSEDED, to: ReleaseState.SUPERSEDED },
    { from: ReleaseState.FAILED, event: ReleaseEvent.UNINSTALL_STARTED, to: ReleaseState.UNINSTALLING },
    { from: ReleaseState.UNINSTALLING, event: ReleaseEvent.UNINSTALLED, to: ReleaseState.UNINSTALLED },
    { from: ReleaseState.UNINSTALLING, event: ReleaseEvent.UNINSTALL_STARTED, to: ReleaseState.UNINSTALLING },
    { from: ReleaseState.UNINSTALLED, event: ReleaseEvent.SUPERSEDED, to: ReleaseState.SUPERSEDED },
  ],
});

/**
 * Status of a revision in Helm's own words, the same in Helm 3 and 4.
 *
 * @see https://pkg.go.dev/helm.sh/helm/v3/pkg/release#Status
 */
export enum HelmStatus {
  /** Helm is not certain. */
  UNKNOWN = 'unknown',
  /** Its objects were sent to the cluster. */
  DEPLOYED = 'deployed',
  /** Its objects were deleted, its record was kept. */
  UNINSTALLED = 'uninstalled',
  /** A later revision took its place. */
  SUPERSEDED = 'superseded',
  /** It was not deployed successfully. */
  FAILED = 'failed',
  /** `helm uninstall` is under way, or broke off. */
  UNINSTALLING = 'uninstalling',
  /** `helm install` is under way, or broke off. */
  PENDING_INSTALL = 'pending-install',
  /** `helm upgrade` is under way, or broke off. */
  PENDING_UPGRADE = 'pending-upgrade',
  /** `helm rollback` is under way, or broke off. */
  PENDING_ROLLBACK = 'pending-rollback',
}

const STATES: ReadonlyMap<string, ReleaseState> = new Map([
  [HelmStatus.DEPLOYED, ReleaseState.DEPLOYED],
  [HelmStatus.UNINSTALLED, ReleaseState.UNINSTALLED],
  [HelmStatus.SUPERSEDED, ReleaseState.SUPERSEDED],
  [HelmStatus.FAILED, ReleaseState.FAILED],
  [HelmStatus.UNINSTALLING, ReleaseState.UNINSTALLING],
  [HelmStatus.PENDING_INSTALL, ReleaseState.PENDING],
  [HelmStatus.PENDING_UPGRADE, ReleaseState.PENDING],
  [HelmStatus.PENDING_ROLLBACK, ReleaseState.PENDING],
]);

/**
 * The state that a word of Helm's stands for. `undefined` for `unknown`: what Helm is not certain of is not verified.
 * Helm has no word for `ROLLED_BACK`, which only the history shows.
 */
export function releaseStateOf(status: HelmStatus): ReleaseState | undefined {
  return STATES.get(status);
}
