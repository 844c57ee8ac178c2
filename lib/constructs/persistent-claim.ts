import { ApiObjectProps } from 'cdk8s';
import { Construct } from 'constructs';
import { dnsSubdomain } from '../model/core/names';
import { optionFindings, readOptions } from '../model/core/options';
import {
  AccessMode,
  accessModesOf,
  CLAIM_OPTIONS,
  claimFindings,
  PersistentClaimOptions,
} from '../model/service/claim';
import { IPersistentClaim } from '../model/service/volume';
import { KubernetesObject } from './kubernetes-object';
import { claimSpec } from './pod/volumes';
import { Validation } from './validation';

/**
 * Storage that outlives the pods that mount it. A workload makes its own by `Volume.persistentClaim`; one that several
 * workloads mount is defined here, and mounted by `Volume.sharedClaim`. Its name is the id of the construct where none is
 * given.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/persistent-volume-claim-v1/
 */
export class PersistentClaim extends Construct implements IPersistentClaim {
  /** Name of the PersistentVolumeClaim. */
  readonly claimName: string;
  /** The PersistentVolumeClaim. */
  readonly resource: KubernetesObject;
  readonly #accessModes: readonly AccessMode[];

  constructor(scope: Construct, id: string, props: PersistentClaimOptions) {
    super(scope, id);
    const { options, wrong } = readOptions(props, CLAIM_OPTIONS);
    const claim = options as PersistentClaimOptions;
    const { name = id } = claim;
    const isNamed = claim.name !== undefined;
    Validation.of(this).report(
      ...optionFindings('', wrong, [...claimFindings(claim), ...(isNamed ? [] : dnsSubdomain('name', name))]),
    );
    this.claimName = name;
    this.#accessModes = accessModesOf(claim);
    this.resource = new KubernetesObject(this, 'Resource', claimManifest(name, claim));
  }

  /** From where it can be mounted: a copy. */
  get accessModes(): AccessMode[] {
    return [...this.#accessModes];
  }
}

/** The claim as Kubernetes writes it. */
export function claimManifest(name: string, claim: PersistentClaimOptions): ApiObjectProps {
  const { labels, annotations } = claim;
  const metadata = { name, labels, annotations };
  return { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata, spec: claimSpec(claim) };
}
