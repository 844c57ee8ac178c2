import { Finding, show } from '../core/issue';
import { Autoscaling } from './autoscaling';
import { hasQuestion } from './health-checks';
import { VolumeMount } from './mount';
import { ServiceOptions } from './service-settings';

/** Settings whose blocks are whole, and what was left out. */
export interface WholeBlocks {
  readonly settings: ServiceOptions;
  readonly findings: Finding[];
}

/**
 * The settings without half a block: a timing without a question to ask, a volume without a path. Such a block would
 * fail much later, and far away, so it is left out and reported.
 */
export function withoutHalves(given: ServiceOptions): WholeBlocks {
  const { health, volumes, autoscaling, ...settings } = given;
  const halves = Object.entries(volumes ?? {}).filter(([, mount]) => !isWhole(mount));
  const whole = Object.entries(volumes ?? {}).filter(([, mount]) => isWhole(mount));
  const scales = isComplete(autoscaling);
  const asks = health !== undefined && hasQuestion(health);
  return {
    settings: {
      ...settings,
      ...(asks ? { health } : {}),
      ...(scales ? { autoscaling } : {}),
      ...(volumes === undefined ? {} : { volumes: Object.fromEntries(whole) }),
    },
    findings: [
      ...(health === undefined || asks ? [] : [incompleteFinding('health.check', 'a question to ask', 'health')]),
      ...(autoscaling === undefined || scales
        ? []
        : [incompleteFinding('autoscaling', 'minReplicas and maxReplicas', 'autoscaling')]),
      ...halves.map(([name]) => incompleteFinding(`volumes.${name}`, 'a path and a volume', `volumes.${name}`)),
    ],
  };
}

/** A block of settings lacks something. */
export function incompleteFinding(field: string, allowed: string, block: string): Finding {
  const remedy = `Give all of ${block}; what an environment says is merged with its base.`;
  return { code: 'setting-incomplete', field, given: show(undefined), allowed, remedy };
}

function isComplete(autoscaling: Partial<Autoscaling> | undefined): boolean {
  return autoscaling?.minReplicas !== undefined && autoscaling.maxReplicas !== undefined;
}

function isWhole({ path, volume }: Partial<VolumeMount>): boolean {
  return path !== undefined && volume !== undefined;
}
