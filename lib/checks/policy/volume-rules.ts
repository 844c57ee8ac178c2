import { showSafely } from '../../model/core/credentials';
import { at } from '../data';
import { Rule } from '../rule';
import { isOf, NO_PROBLEM, podRule } from '../rule-kinds';
import { ADVICE, DEPLOYED } from '../severity';
import { exclusiveVolumes, writableHostPaths } from './claims';
import { DEPLOYMENT } from './kinds';
import { replicasOf } from './replicas';

/** Volumes that several pods cannot share. */
export const VOLUME_RULES: readonly Rule[] = [
  podRule(
    {
      id: 'volume-not-shared',
      needs: ['persistentVolumeClaim', 'hostPath'],
      severity: DEPLOYED,
      summary: 'What several pods mount can be mounted on several nodes, and holds the same there.',
      remedy: 'Use a claim with access ReadWriteMany, a StatefulBackend with a claim for each pod, or one replica.',
    },
    (pod, scope) => {
      const maximum = replicasOf(scope, pod.object)?.maximum ?? 0;
      if (maximum < 2) {
        return NO_PROBLEM;
      }
      const allowed = `a volume that ${maximum} pods on different nodes can share`;
      return [
        ...exclusiveVolumes(scope, pod).map(({ field, given }) => ({ field, given, allowed })),
        ...writableHostPaths(pod).map(({ field, path }) => ({
          field,
          given: `directory ${showSafely(path)} of whichever node`,
          allowed,
        })),
      ];
    },
  ),
  podRule(
    {
      id: 'volume-blocks-rollout',
      needs: ['persistentVolumeClaim'],
      severity: ADVICE,
      summary: 'A volume that one node holds is let go before a new pod needs it.',
      remedy: 'Set strategy.type to Recreate, as workloads of this library do by default.',
    },
    (pod, scope) => {
      const { object } = pod;
      const isRolled = isOf(object, DEPLOYMENT) && at(object.manifest, 'spec', 'strategy', 'type') !== 'Recreate';
      const surge = at(object.manifest, 'spec', 'strategy', 'rollingUpdate', 'maxSurge');
      return isRolled && surge !== 0 && surge !== '0%' && replicasOf(scope, object)?.maximum === 1
        ? exclusiveVolumes(scope, pod).map(({ field, given }) => ({
            field,
            given: `${given}, while a rollout starts the new pod before the old one ends`,
            allowed: 'strategy Recreate, or a claim with access ReadWriteMany',
          }))
        : NO_PROBLEM;
    },
  ),
];
