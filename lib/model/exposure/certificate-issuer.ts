import { Finding } from '../core/issue';
import { dnsSubdomain } from '../core/names';
import { optionFindings, readOptions } from '../core/options';
import { instance, Reader, Readers, text } from '../core/reading';
import { pattern } from '../core/rules';
import { hasMethods } from '../core/untrusted';

/** An issuer that comes with an extension of cert-manager. */
export interface ExternalIssuerOptions {
  /** Kind of the issuer, for example `AWSPCAClusterIssuer`. */
  readonly kind: string;
  /** API group of that kind, for example `awspca.cert-manager.io`. */
  readonly group: string;
}

const OPTIONS: Readers = { kind: text, group: text };
const KIND = { expression: /^[A-Z][A-Za-z0-9]*$/, maxLength: 63, allowed: 'a kind, such as AWSPCAClusterIssuer' };

/** Reads who issues certificates. */
export const issuerReader: Reader = instance(
  'a CertificateIssuer',
  (value) => hasMethods(value, ['findings']) && 'annotations' in value,
);

/**
 * Who issues certificates: an issuer of cert-manager, which must be in the cluster.
 *
 * @see https://cert-manager.io/docs/configuration/issuers/
 */
export class CertificateIssuer {
  /** An issuer of the whole cluster. */
  static clusterIssuer(name: string): CertificateIssuer {
    return new CertificateIssuer(name, 'ClusterIssuer');
  }

  /** An issuer of the namespace of the application. */
  static issuer(name: string): CertificateIssuer {
    return new CertificateIssuer(name, 'Issuer');
  }

  /** An issuer of an extension, such as the private authority of a cloud. */
  static external(name: string, options: ExternalIssuerOptions): CertificateIssuer {
    const { options: known, wrong } = readOptions(options, OPTIONS);
    return new CertificateIssuer(name, known.kind ?? '', known.group ?? '', wrong);
  }

  private constructor(
    /** Name of the issuer. */
    readonly name: string,
    /** Its kind. */
    readonly kind: string,
    /** @default - cert-manager's own */
    readonly group?: string,
    private readonly wrong: readonly Finding[] = [],
  ) {}

  /** Annotations by which cert-manager makes a certificate for an Ingress or a Gateway: a copy. */
  get annotations(): { [key: string]: string } {
    if (this.group === undefined) {
      return { [`cert-manager.io/${this.kind === 'Issuer' ? 'issuer' : 'cluster-issuer'}`]: this.name };
    }
    return {
      'cert-manager.io/issuer': this.name,
      'cert-manager.io/issuer-kind': this.kind,
      'cert-manager.io/issuer-group': this.group,
    };
  }

  /** Everything that can be wrong with it. */
  findings(field: string): Finding[] {
    const why = { code: 'issuer-kind-invalid', remedy: 'Write the kind as its documentation does.' };
    return optionFindings(field, this.wrong, [
      ...dnsSubdomain(`${field}.name`, this.name),
      ...pattern(`${field}.kind`, this.kind, KIND, why),
      ...(this.group === undefined ? [] : dnsSubdomain(`${field}.group`, this.group)),
    ]);
  }
}
