import { Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { CertificateIssuer } from '../model/exposure/certificate-issuer';
import { IngressTls, IngressTlsKind } from '../model/exposure/ingress-tls';
import { ExternalObject } from '../model/external/external-object';
import { Volume, VolumeKind } from '../model/service/volume';

const EXTERNALS = Symbol.for('cdk8s-webapp.ExternalObjects');

interface Declaring {
  [EXTERNALS]?: ExternalObject[];
}

/** Makes known what a construct refers to although the program does not render it. */
export function declareExternal(construct: IConstruct, ...objects: readonly ExternalObject[]): void {
  const declaring = construct as Declaring;
  const declared = declaring[EXTERNALS];
  if (declared !== undefined) {
    declared.push(...objects);
  } else if (objects.length > 0) {
    Object.defineProperty(declaring, EXTERNALS, { value: [...objects] });
  }
}

/**
 * What a construct declares, also one of another copy of this library: objects that belong to a namespace are in that of
 * the chart where nothing else was said.
 */
export function externalsOf(construct: IConstruct): ExternalObject[] {
  const declared = (construct as Declaring)[EXTERNALS];
  return declared === undefined ? [] : declared.map((each) => each.inNamespace(Chart.of(construct).namespace));
}

/** Issuers that a program names: none is rendered by this library, so whoever names one has it made elsewhere. */
export function issuersOf(issuers: readonly (CertificateIssuer | undefined)[]): ExternalObject[] {
  return issuers.flatMap((issuer) => (issuer === undefined ? [] : ExternalObject.of(issuer.kind, issuer.name)));
}

/**
 * What the TLS of an Ingress needs that is made elsewhere: issuers, and certificates that no issuer makes.
 *
 * @param secretName name of the Secret of a certificate that names none
 */
export function certificatesOf(tls: readonly IngressTls[], secretName: string): ExternalObject[] {
  const own = tls.filter(({ kind, issuer }) => kind === IngressTlsKind.SECRET && issuer === undefined);
  const keys = ['tls.crt', 'tls.key'];
  return [
    ...issuersOf(tls.map(({ issuer }) => issuer)),
    ...own.map((each) => ExternalObject.secret(each.secretName ?? secretName, { keys })),
  ];
}

/** Claims that volumes refer to by their names. */
export function existingClaims(volumes: readonly Volume[]): ExternalObject[] {
  return volumes.flatMap(({ kind, claim, claimName }) =>
    kind === VolumeKind.EXISTING_CLAIM && claim === undefined && claimName !== undefined
      ? ExternalObject.persistentClaim(claimName)
      : [],
  );
}
