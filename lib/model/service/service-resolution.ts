import { Finding } from '../core/issue';
import { SettingTree } from '../deployment/settings';
import { ContainerImage } from '../image/container-image';
import { ImageLock } from '../image/image-lock';
import { ContainerRegistry } from '../registry/container-registry';
import { incompleteFinding, withoutHalves } from './service-blocks';
import { ServiceConfiguration } from './service-configuration';
import { ServiceSettings } from './service-settings';

/** A service of an environment, without gaps. */
export interface ResolvedService {
  readonly name: string;
  readonly image: ContainerImage;
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

/** Makes a service of a merged tree. */
export function resolveService(name: string, tree: SettingTree, images: ImageSources): ServiceResolution {
  const { image, ...options } = tree as SettingTree & Partial<ServiceConfiguration>;
  if (image === undefined) {
    return { findings: [incompleteFinding('image', 'an image', 'the service')] };
  }
  const { settings, findings } = withoutHalves(options);
  const locked = images.imageLock?.resolve(image) ?? image;
  const pullSecret = images.registries?.find((registry) => registry.owns(locked))?.pullSecretName;
  const login = pullSecret === undefined ? {} : { imagePullSecretNames: [pullSecret] };
  return { service: { name, image: locked, settings: { ...login, ...settings, image: locked.toString() } }, findings };
}
