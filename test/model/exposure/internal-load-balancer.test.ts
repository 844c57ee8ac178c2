import { Exposure, InternalLoadBalancer } from 'cdk8s-webapp';
import { exposureFindings } from '../../../lib/model/exposure/exposure-rules';

const BETA = 'service.beta.kubernetes.io';

describe('InternalLoadBalancer', () => {
  it.each([
    ['gke', InternalLoadBalancer.gke(), { 'networking.gke.io/load-balancer-type': 'Internal' }],
    ['aks of nonsense', InternalLoadBalancer.aks(null as never), { [`${BETA}/azure-load-balancer-internal`]: 'true' }],
    ['aks', InternalLoadBalancer.aks(), { [`${BETA}/azure-load-balancer-internal`]: 'true' }],
    [
      'aks in a subnet',
      InternalLoadBalancer.aks({ subnet: 'apps' }),
      {
        [`${BETA}/azure-load-balancer-internal`]: 'true',
        [`${BETA}/azure-load-balancer-internal-subnet`]: 'apps',
      },
    ],
    [
      'eks in subnets',
      InternalLoadBalancer.eks({ subnet: 'subnet-1,subnet-2' }),
      {
        [`${BETA}/aws-load-balancer-type`]: 'external',
        [`${BETA}/aws-load-balancer-scheme`]: 'internal',
        [`${BETA}/aws-load-balancer-nlb-target-type`]: 'ip',
        [`${BETA}/aws-load-balancer-subnets`]: 'subnet-1,subnet-2',
      },
    ],
    [
      'oke in a subnet',
      InternalLoadBalancer.oke({ subnet: 'ocid1.subnet.a' }),
      { [`${BETA}/oci-load-balancer-internal`]: 'true', [`${BETA}/oci-load-balancer-subnet1`]: 'ocid1.subnet.a' },
    ],
  ])('%s is asked for by annotations', (_, annotations, expected) => {
    expect(annotations).toEqual(expected);
    expect(exposureFindings('exposure', Exposure.loadBalancer({ annotations }))).toEqual([]);
  });

  it('needs no subnet', () => {
    expect(Object.keys(InternalLoadBalancer.eks())).toHaveLength(3);
    expect(Object.keys(InternalLoadBalancer.oke())).toHaveLength(1);
  });
});
