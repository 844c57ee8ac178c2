import { ClusterState, clusterState, ClusterStateFacts } from '../../../lib/model/cluster/cluster-lifecycle';

const READY: ClusterStateFacts = {
  deletionRequested: false,
  controlPlaneReady: true,
  nodesReady: 2,
  nodesDeclared: 2,
  updating: false,
};

const WHETHER = [undefined, false, true];

/** Every combination of what can be known and not known. */
function* everything(): Generator<ClusterStateFacts> {
  for (const exists of WHETHER)
    for (const deletionRequested of WHETHER)
      for (const controlPlaneReady of WHETHER)
        for (const updating of WHETHER)
          for (const failed of WHETHER)
            for (const nodesReady of [undefined, 0, 1, 2, 3])
              for (const nodesDeclared of [undefined, 0, 2])
                yield { exists, deletionRequested, controlPlaneReady, updating, failed, nodesReady, nodesDeclared };
}

describe('clusterState', () => {
  it.each([
    [ClusterState.ACTIVE, READY],
    [ClusterState.ACTIVE, { ...READY, nodesReady: 3 }],
    [ClusterState.ACTIVE, { ...READY, failed: true }],
    [ClusterState.PROVISIONING, { deletionRequested: false, exists: false }],
    [ClusterState.PROVISIONING, { ...READY, controlPlaneReady: false }],
    [ClusterState.PROVISIONING, { ...READY, nodesReady: 1 }],
    [ClusterState.PROVISIONING, { ...READY, nodesReady: 0, controlPlaneReady: undefined }],
    [ClusterState.UPDATING, { ...READY, updating: true }],
    [ClusterState.UPDATING, { ...READY, updating: true, nodesReady: 1 }],
    [ClusterState.DELETING, { ...READY, deletionRequested: true }],
    [ClusterState.DELETING, { deletionRequested: true, exists: true }],
    [ClusterState.DELETED, { deletionRequested: true, exists: false }],
    [ClusterState.DELETED, { deletionRequested: true, exists: false, failed: true }],
    [ClusterState.FAILED, { failed: true }],
    [ClusterState.FAILED, { ...READY, updating: true, failed: true }],
    [ClusterState.FAILED, { ...READY, nodesReady: 0, failed: true }],
    [ClusterState.FAILED, { ...READY, deletionRequested: true, failed: true }],
    [ClusterState.FAILED, { deletionRequested: false, exists: false, failed: true }],
  ])('is %s for %j', (state, facts) => {
    expect(clusterState(facts)).toBe(state);
  });

  it.each([
    {},
    { deletionRequested: true },
    { ...READY, deletionRequested: undefined },
    { ...READY, controlPlaneReady: undefined },
    { ...READY, nodesReady: undefined },
    { ...READY, nodesDeclared: undefined },
    { ...READY, updating: undefined },
    { ...READY, nodesReady: NaN },
    { ...READY, nodesReady: -1 },
    { ...READY, nodesReady: 0, nodesDeclared: 0 },
    undefined,
    { ...READY, controlPlaneReady: 'yes' },
  ])('is not verified for %j', (facts) => {
    expect(clusterState(facts as ClusterStateFacts)).toBeUndefined();
  });

  it('is active exactly where every fact that this claims is known', () => {
    let active = 0;
    for (const facts of everything()) {
      const { exists, nodesReady = 0, nodesDeclared = 0 } = facts;
      const isLeftAlone = facts.deletionRequested === false && facts.updating === false && exists !== false;
      const isReady = facts.controlPlaneReady === true && nodesDeclared > 0 && nodesReady >= nodesDeclared;
      expect([facts, clusterState(facts) === ClusterState.ACTIVE]).toEqual([facts, isLeftAlone && isReady]);
      active += Number(isLeftAlone && isReady);
    }
    expect(active).toBeGreaterThan(0);
  });
});
