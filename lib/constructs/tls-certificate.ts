import { Construct } from 'constructs';
import type { CertificateSpec } from '../../imports/cert-manager.io';
import { Finding } from '../model/core/issue';
import { dnsSubdomain } from '../model/core/names';
import { list, map, number, record, text } from '../model/core/reading';
import { wholeNumber } from '../model/core/rules';
import { fieldsOf } from '../model/core/untrusted';
import { annotationFindings, labelsFindings } from '../model/exposure/annotations';
import { CertificateIssuer, issuerReader } from '../model/exposure/certificate-issuer';
import { declareExternal, issuersOf } from './external-objects';
import { KubernetesObject } from './kubernetes-object';
import { Validation } from './validation';
import { Written } from './written';

/** Options of `TlsCertificate`. */
export interface TlsCertificateProps {
  /**
   * Name of the Certificate.
   * @default - the id of the construct
   */
  readonly name?: string;
  /**
   * Name of the Secret that cert-manager puts the certificate into.
   * @default - the name of the Certificate with `-tls` at the end
   */
  readonly secretName?: string;
  /** Names that the certificate is for, also such as `*.example.com`. At least one. */
  readonly dnsNames: string[];
  /** Who issues it. */
  readonly issuer: CertificateIssuer;
  /**
   * Hours for which it is valid.
   * @default - 2160, as cert-manager has it: 90 days
   */
  readonly durationHours?: number;
  /**
   * Hours before its end at which it is renewed.
   * @default - a third of its duration, as cert-manager has it
   */
  readonly renewBeforeHours?: number;
  /**
   * Labels of the Certificate.
   * @default - those of the chart
   */
  readonly labels?: { [key: string]: string };
  /**
   * Annotations of the Certificate.
   * @default - none
   */
  readonly annotations?: { [key: string]: string };
}

const PROPS = record({
  name: text,
  secretName: text,
  dnsNames: list(text),
  issuer: issuerReader,
  durationHours: number,
  renewBeforeHours: number,
  labels: map(text),
  annotations: map(text),
});
const DEFAULT_DURATION_HOURS = 2160;
const WILDCARD = '*.';

/**
 * A certificate that cert-manager issues and renews, for what needs one without annotations:
 * `IngressTls.secret(certificate.secretName)`, or a listener of a `Gateway`.
 *
 * @see https://cert-manager.io/docs/usage/certificate/
 */
export class TlsCertificate extends Construct {
  /** Name of the Secret that holds the certificate. */
  readonly secretName: string;
  /** The Certificate. */
  readonly certificate: KubernetesObject;

  constructor(scope: Construct, id: string, given: TlsCertificateProps) {
    super(scope, id);
    const { value, findings } = PROPS('', given);
    const props = fieldsOf(value as TlsCertificateProps);
    const { name = id, secretName = `${name}-tls`, dnsNames = [], issuer, labels, annotations } = props;
    this.secretName = secretName;
    const rules = certificateFindings({ ...props, name, secretName, dnsNames });
    Validation.of(this).reportRead(findings, rules);
    declareExternal(this, ...issuersOf([issuer]));
    const spec: Written<CertificateSpec> = {
      secretName,
      dnsNames,
      issuerRef: { name: issuer?.name ?? '', kind: issuer?.kind, group: issuer?.group },
      duration: hours(props.durationHours),
      renewBefore: hours(props.renewBeforeHours),
    };
    const [apiVersion, metadata] = ['cert-manager.io/v1', { name, labels, annotations }];
    this.certificate = new KubernetesObject(this, 'Resource', { apiVersion, kind: 'Certificate', metadata, spec });
  }
}

function certificateFindings(props: Partial<TlsCertificateProps> & { readonly dnsNames: string[] }): Finding[] {
  const { name, secretName, dnsNames, issuer, durationHours, renewBeforeHours, labels, annotations } = props;
  const why = { code: 'certificate-duration-invalid', remedy: 'Give whole hours, and renew before the end.' };
  const max = (durationHours ?? DEFAULT_DURATION_HOURS) - 1;
  return [
    ...dnsSubdomain('name', name),
    ...dnsSubdomain('secretName', secretName),
    ...dnsNames.flatMap((each, index) =>
      dnsSubdomain(`dnsNames[${index}]`, each.startsWith(WILDCARD) ? each.slice(WILDCARD.length) : each),
    ),
    ...(dnsNames.length === 0 ? [nameless()] : []),
    ...(issuer?.findings('issuer') ?? [issuerMissing()]),
    ...(durationHours === undefined ? [] : wholeNumber('durationHours', durationHours, { min: 1 }, why)),
    ...(renewBeforeHours === undefined ? [] : wholeNumber('renewBeforeHours', renewBeforeHours, { min: 1, max }, why)),
    ...labelsFindings('labels', labels),
    ...annotationFindings('annotations', annotations),
  ];
}

function hours(count: number | undefined): string | undefined {
  return count === undefined ? undefined : `${count}h`;
}

function nameless(): Finding {
  const remedy = 'Give the host names that it is for.';
  return { code: 'certificate-without-name', field: 'dnsNames', given: 'none', allowed: 'at least one name', remedy };
}

function issuerMissing(): Finding {
  const remedy = "Give one, for example CertificateIssuer.clusterIssuer('letsencrypt').";
  return { code: 'setting-invalid', field: 'issuer', given: 'nothing', allowed: 'a CertificateIssuer', remedy };
}
