import { CheckedObject } from '../checked-object';
import { at, mappingAt, textAt } from '../data';
import { ReferenceList } from './reference-list';

const PREFIX = 'cert-manager.io';
const ANNOTATIONS = ['issuer', 'cluster-issuer'].map((name) => `${PREFIX}/${name}`);

/** Whether cert-manager makes the certificates that the object names. */
export function isIssued({ manifest }: CheckedObject): boolean {
  const annotations = mappingAt(manifest, 'metadata', 'annotations');
  return ANNOTATIONS.some((name) => Object.hasOwn(annotations, name));
}

/**
 * Issuers that annotations of an Ingress or Gateway name.
 *
 * @see https://cert-manager.io/docs/usage/ingress/#supported-annotations
 */
export function addIssuerAnnotations(list: ReferenceList): void {
  const annotations = mappingAt(list.object.manifest, 'metadata', 'annotations');
  if (!isIssued(list.object)) {
    return;
  }
  const field = (name: string) => `metadata.annotations["${name}"]`;
  const [own, ofCluster] = [`${PREFIX}/issuer`, `${PREFIX}/cluster-issuer`];
  const [kind, group] = ['issuer-kind', 'issuer-group'].map((name) => textAt(annotations, `${PREFIX}/${name}`));
  list.add(kind ?? 'Issuer', textAt(annotations, own), field(own), { group });
  list.add('ClusterIssuer', textAt(annotations, ofCluster), field(ofCluster));
}

/** @see https://cert-manager.io/docs/usage/certificate/ */
export function addCertificateReferences(list: ReferenceList, { manifest }: CheckedObject): void {
  const issuer = mappingAt(manifest, 'spec', 'issuerRef');
  list.addNamed(textAt(issuer, 'kind') ?? 'Issuer', 'spec.issuerRef', { group: textAt(issuer, 'group') });
  for (const store of ['jks', 'pkcs12']) {
    const field = `spec.keystores.${store}.passwordSecretRef`;
    list.addKey('Secret', at(manifest, ...field.split('.')), field);
  }
}
