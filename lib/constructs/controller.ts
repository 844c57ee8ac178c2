import type { k8s } from 'cdk8s-plus-28';
import { Finding } from '../model/core/issue';
import { Readers } from '../model/core/reading';
import { PersistentClaimOptions } from '../model/service/claim';
import { AppliesDefault } from './defaults';
import { VersionedFeature } from './version-findings';
import { WorkloadProps } from './workload-props';
import { Written } from './written';

/** The pods that a controller runs. */
export interface Pods {
  /** Name of the workload. */
  readonly name: string;
  /** Labels of every object of the workload. */
  readonly labels: { [key: string]: string };
  /** Labels that select the pods. */
  readonly selector: { [key: string]: string };
  /** @default - something else decides how many run */
  readonly replicas?: number;
  /** The claims that pods mount, by the name of the volume. */
  readonly claims: ReadonlyMap<string, PersistentClaimOptions>;
  /** Whether only one pod can hold one of the volumes. */
  readonly isExclusive: boolean;
  /** Which defaults apply. */
  readonly applies: AppliesDefault;
  /** The template of a pod. */
  template(restartPolicy?: string): Written<k8s.PodTemplateSpec>;
}

/** What runs the pods of a workload: a Deployment, a StatefulSet, a Job or a CronJob. */
export interface Controller {
  /** Version of its API. */
  readonly apiVersion: string;
  /** Its kind. */
  readonly kind: string;
  /** How the properties are read that only it has. */
  readonly readers: Readers;
  /** Whether each pod gets claims of its own, so that none are rendered beside it. */
  readonly ownsClaims: boolean;
  /** What can be wrong with the properties that only it has. */
  findings(props: WorkloadProps, applies: AppliesDefault, name: string): Finding[];
  /** Features among them that older clusters ignore. */
  features(props: WorkloadProps): VersionedFeature[];
  /** The `spec` of the object as it is written. */
  spec(pods: Pods, props: WorkloadProps): object;
}
