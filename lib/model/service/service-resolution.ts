import { Finding, show } from '../core/issue';
import { isTree, SettingTree } from '../deployment/settings';
import { ContainerImage } from '../image/container-image';
import { ImageLock } from '../image/image-lock';
import { ContainerRegistry } from '../registry/container-registry';
import { HealthChecks } from './health-checks';
import { ServiceConfiguration } from './service-configuration';
import { ServiceSettings } from './service-settings';
import { VolumeMount } from './volume';

/** A service of an environment, without gaps. */
export interface ResolvedService {
  readonly name: string;
  readonly image: ContainerImage;
  readonly secretKeys: string[];
  readonly settings: ServiceSettings;
}

/** What decides about images besides the settings of a service. */
export interface ImageSources {
  /** @default - nothing is pinned */
  readonly imageLock?: ImageLock;
  /** @default - none needs a login */
  readonly registries?: ContainerRegistry[];
}

/** A service as it resolves, and what it lacks. */
export interface ServiceResolution {
  /** @default - so much is missing that there is no service */
  readonly service?: ResolvedService;
  readonly findings: Finding[];
}

/**
 * Makes a service of a merged tree. A block that the difference began and the base does not have is left out and
 * reported: half a health check or volume would fail much later, and far away.
 */
export function resolveService(name: string, tree: SettingTree, images: ImageSources): ServiceResolution {
  const { image, secretKeys = [], health, volumes, ...options } = tree as SettingTree & Partial<ServiceConfiguration>;
  if (image === undefined) {
    return { findings: [missing('image', 'an image', 'the service')] };
  }
  const complete = Object.entries(volumes ?? {}).filter(([, mount]) => isMount(mount));
  const findings = [
    ...(health !== undefined && !isHealth(health) ? [missing('health.check', 'a question to ask', 'health')] : []),
    ...Object.entries(volumes ?? {})
      .filter(([, mount]) => !isMount(mount))
      .map(([volume]) => missing(`volumes.${volume}`, 'a path and a volume', `volumes.${volume}`)),
  ];
  const locked = images.imageLock?.resolve(image) ?? image;
  const pullSecret = images.registries?.find((registry) => registry.owns(locked))?.pullSecretName;
  const settings = {
    ...(pullSecret === undefined ? {} : { imagePullSecretNames: [pullSecret] }),
    ...options,
    image: locked.toString(),
    ...(isHealth(health) ? { health } : {}),
    ...(volumes === undefined ? {} : { volumes: Object.fromEntries(complete) }),
  };
  return { service: { name, image: locked, secretKeys: [...secretKeys], settings }, findings };
}

function isMount(mount: unknown): mount is VolumeMount {
  return isTree(mount) && mount['path'] !== undefined && mount['volume'] !== undefined;
}

function isHealth(health: unknown): health is HealthChecks {
  return isTree(health) && health['check'] !== undefined;
}

function missing(field: string, what: string, block: string): Finding {
  return {
    code: 'setting-incomplete',
    field,
    given: show(undefined),
    allowed: what,
    remedy: `Give all of ${block} in the base, or all of it in this environment.`,
  };
}
