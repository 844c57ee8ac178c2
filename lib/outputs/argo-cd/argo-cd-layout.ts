/** Which objects tell Argo CD of the environments. */
export enum ArgoCdLayout {
  /** An Application for each environment. */
  APPLICATIONS = 'applications',
  /** An ApplicationSet with a list of the environments, of which its controller makes the same Applications. */
  APPLICATION_SET = 'application-set',
}
