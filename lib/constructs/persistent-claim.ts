import { ApiObject } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { PersistentClaimOptions } from '../model/service/volume';

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
    const spec: k8s.PersistentVolumeClaimSpec = {
      accessModes: [props.accessMode],
      storageClassName: props.storageClass,
      resources: { requests: { storage: k8s.Quantity.fromString(props.size.asString()) } },
    };
    const metadata = { name: props.name, labels: props.labels };
    new ApiObject(this, 'Resource', k8s.KubePersistentVolumeClaim.manifest({ metadata, spec }));
  }
}
