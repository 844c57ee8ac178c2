import { isMapping } from '../../../model/core/untrusted';
import { listAt } from '../../data';
import { Unusual } from '../../glance/sign';
import { PodSecurityControl, PodSecurityLevel } from './control';

/** Types of volumes that hold no secret of the storage and need no right on the node. */
const ALLOWED = [
  ...['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'image', 'persistentVolumeClaim', 'projected'],
  'secret',
];

/** Which types of volumes pods mount. */
export const VOLUME_TYPES: PodSecurityControl = {
  id: 'volume-type',
  needs: [Unusual.VOLUME],
  control: 'restrictedVolumes',
  level: PodSecurityLevel.RESTRICTED,
  summary: 'Pods reach storage through claims, not directly.',
  remedy: 'Mount a claim instead: volumes with Volume.persistentClaim(...).',
  find: ({ spec, field }) =>
    listAt(spec, 'volumes').flatMap((volume, index) => {
      // A volume without a type is an empty directory to Kubernetes; that of type hostPath is for baseline to refuse.
      const types = isMapping(volume) ? Object.keys(volume).filter((key) => isMapping(volume[key])) : [];
      const isAllowed =
        types.length === 0 || types.some((type) => ALLOWED.includes(type)) || types.includes('hostPath');
      return isAllowed
        ? []
        : {
            field: `${field}.volumes[${index}].${types.join(', ')}`,
            given: types.join(', '),
            allowed: `one of ${ALLOWED.join(', ')}`,
          };
    }),
};
