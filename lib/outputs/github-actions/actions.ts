/**
 * An action as a workflow names it: by its commit, because whoever owns the repository can move a tag.
 *
 * @see https://docs.github.com/en/actions/reference/security/secure-use#using-third-party-actions
 */
export class PinnedAction {
  /**
   * @param name owner and repository
   * @param version the release, for people
   * @param commit the commit of that release, for GitHub
   */
  constructor(
    readonly name: string,
    readonly version: string,
    readonly commit: string,
  ) {}
}

export const CHECKOUT = new PinnedAction('actions/checkout', 'v7.0.1', '3d3c42e5aac5ba805825da76410c181273ba90b1');
export const SETUP_NODE = new PinnedAction('actions/setup-node', 'v7.0.0', '820762786026740c76f36085b0efc47a31fe5020');
export const SETUP_BUILDX = new PinnedAction(
  'docker/setup-buildx-action',
  'v4.3.0',
  '37fe631027851001ddb9b187196cc803df7f5f0e',
);
export const LOGIN = new PinnedAction('docker/login-action', 'v4.1.0', '4907a6ddec9925e35a0a9e82d7399ccc52663121');
export const METADATA = new PinnedAction(
  'docker/metadata-action',
  'v6.2.0',
  'dc802804100637a589fabce1cb79ff13a1411302',
);
export const BUILD_PUSH = new PinnedAction(
  'docker/build-push-action',
  'v7.3.0',
  '53b7df96c91f9c12dcc8a07bcb9ccacbed38856a',
);
export const ATTEST = new PinnedAction('actions/attest', 'v4.2.2', '1e69f48acb82d1966a394da916b4c1698aa569d6');
export const SETUP_HELM = new PinnedAction('Azure/setup-helm', 'v5.0.1', '9bc31f4ebc9c6b171d7bfbaa5d006ae7abdb4310');
export const SETUP_KUBECTL = new PinnedAction(
  'Azure/setup-kubectl',
  'v5.1.0',
  '829323503d1be3d00ca8346e5391ca0b07a9ab0d',
);
