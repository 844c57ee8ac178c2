import { Exposure } from '../exposure/exposure';
import { FurtherServiceOptions, ServiceObjectOptions } from '../exposure/service-object';
import { ContainerImage, ImagePullPolicy } from '../image/container-image';
import { NetworkAccess } from '../network/network-rule';
import { AutoscalingOverrides } from './autoscaling';
import { ContainerResources } from './container-resources';
import { DisruptionBudget } from './disruption-budget';
import { HealthChecks } from './health-checks';
import { Mount } from './mount';
import { ServiceOptions } from './service-settings';
import { Volume } from './volume';

/** What a service is given wherever an environment does not say otherwise. */
export interface ServiceConfiguration extends ServiceOptions {
  /** The image. Its tag and digest are replaced where the environment's lock file pins it. */
  readonly image: ContainerImage;
}

/**
 * What an environment says of a service. Maps merge with those of the base; lists, and values such as images,
 * amounts, volumes and exposures, replace them.
 */
export interface ServiceOverrides {
  /** @default - the image of the base */
  readonly image?: ContainerImage;
  /** @default - the keys of the base */
  readonly secretKeys?: string[];
  /** @default - the policy of the base */
  readonly imagePullPolicy?: ImagePullPolicy;
  /** @default - the names of the base */
  readonly imagePullSecretNames?: string[];
  /** @default - the number of the base */
  readonly replicas?: number;
  /** @default - that of the base; each field can be replaced by itself */
  readonly autoscaling?: AutoscalingOverrides;
  /** @default - that of the base; each field can be replaced by itself */
  readonly disruptionBudget?: DisruptionBudget;
  /** @default - the connections of the base; each can be replaced or added by itself */
  readonly networkPolicy?: NetworkAccess;
  /** @default - the amounts of the base; each amount can be replaced by itself */
  readonly resources?: ContainerResources;
  /** @default - the health checks of the base; each question and each number can be replaced by itself */
  readonly health?: HealthChecks;
  /** @default - the variables of the base; each can be replaced or added by itself */
  readonly env?: { [name: string]: string };
  /** @default - the volumes of the base */
  readonly volumes?: { [name: string]: VolumeOverrides };
  /** @default - the exposure of the base */
  readonly exposure?: Exposure;
  /** @default - what the base says; each setting can be replaced by itself */
  readonly service?: ServiceObjectOptions;
  /** @default - the Services of the base; each can be replaced or added by itself */
  readonly services?: { [name: string]: FurtherServiceOptions };
}

/** What an environment says of a volume. */
export interface VolumeOverrides {
  /** @default - the path of the base */
  readonly path?: string;
  /** @default - the part of the base */
  readonly subPath?: string;
  /** @default - the part of the base */
  readonly subPathExpr?: string;
  /** @default - what the base says */
  readonly readOnly?: boolean;
  /** @default - the volume of the base */
  readonly volume?: Volume;
  /** @default - the paths of the base */
  readonly alsoAt?: Mount[];
}
