import { fieldsOf } from '../core/untrusted';

/** Where in the network of the cloud the load balancer is. */
export interface SubnetOptions {
  /**
   * The subnet: its name (AKS), its OCID (OKE), or names or ids with commas between them (EKS).
   * @default - the cloud chooses
   */
  readonly subnet?: string;
}

/**
 * Annotations that make the load balancer of a Service reachable only from inside the network of the cloud:
 * `Exposure.loadBalancer({ annotations: InternalLoadBalancer.gke() })`.
 */
export class InternalLoadBalancer {
  /**
   * Google Kubernetes Engine.
   * @see https://cloud.google.com/kubernetes-engine/docs/how-to/internal-load-balancing
   */
  static gke(): { [key: string]: string } {
    return { 'networking.gke.io/load-balancer-type': 'Internal' };
  }

  /**
   * Azure Kubernetes Service.
   * @see https://learn.microsoft.com/azure/aks/internal-lb
   */
  static aks(options: SubnetOptions = {}): { [key: string]: string } {
    const { subnet } = fieldsOf(options);
    const prefix = 'service.beta.kubernetes.io/azure-load-balancer-internal';
    return { [prefix]: 'true', ...(subnet === undefined ? {} : { [`${prefix}-subnet`]: subnet }) };
  }

  /**
   * Elastic Kubernetes Service with the AWS Load Balancer Controller: a Network Load Balancer that sends to the pods.
   * @see https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/annotations/
   */
  static eks(options: SubnetOptions = {}): { [key: string]: string } {
    const { subnet } = fieldsOf(options);
    const prefix = 'service.beta.kubernetes.io/aws-load-balancer';
    return {
      [`${prefix}-type`]: 'external',
      [`${prefix}-scheme`]: 'internal',
      [`${prefix}-nlb-target-type`]: 'ip',
      ...(subnet === undefined ? {} : { [`${prefix}-subnets`]: subnet }),
    };
  }

  /**
   * Oracle Kubernetes Engine.
   * @see https://docs.oracle.com/iaas/Content/ContEng/Tasks/contengcreatingloadbalancer.htm
   */
  static oke(options: SubnetOptions = {}): { [key: string]: string } {
    const { subnet } = fieldsOf(options);
    const prefix = 'service.beta.kubernetes.io/oci-load-balancer';
    return {
      [`${prefix}-internal`]: 'true',
      ...(subnet === undefined ? {} : { [`${prefix}-subnet1`]: subnet }),
    };
  }

  private constructor() {}
}
