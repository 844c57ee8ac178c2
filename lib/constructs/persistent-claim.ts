import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { PersistentClaimOptions } from '../model/service/volume';
import { KubernetesObject } from './kubernetes-object';
import { claimSpec } from './pod/volumes';

/** Options of `PersistentClaim`. */
export interface PersistentClaimProps extends PersistentClaimOptions {
  /** Name of the PersistentVolumeClaim. */
  readonly name: string;
  /** Labels of the PersistentVolumeClaim. */
  readonly labels: { [key: string]: string };
}

/**
 * Storage that outlives the pods that mount it.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/persistent-volume-claim-v1/
 */
export class PersistentClaim extends Construct {
  constructor(scope: Construct, id: string, props: PersistentClaimProps) {
    super(scope, id);
    const metadata = { name: props.name, labels: props.labels };
    const spec = claimSpec(props);
    new KubernetesObject(this, 'Resource', k8s.KubePersistentVolumeClaim.manifest({ metadata, spec }));
  }
}
