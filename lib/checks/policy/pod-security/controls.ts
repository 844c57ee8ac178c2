import { CONFINEMENT } from './confinement';
import { PodSecurityControl } from './control';
import { HOST_ACCESS } from './host-access';
import { PRIVILEGES } from './privileges';

/** Everything that the Pod Security Standards demand. */
export const POD_SECURITY_CONTROLS: readonly PodSecurityControl[] = [...HOST_ACCESS, ...PRIVILEGES, ...CONFINEMENT];
