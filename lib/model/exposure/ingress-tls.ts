import { Finding } from '../core/issue';
import { dnsSubdomain } from '../core/names';
import { optionFindings, readOptions } from '../core/options';
import { boolean, text } from '../core/reading';
import { Stage } from '../deployment/stage';
import { CertificateIssuer, issuerReader } from './certificate-issuer';

/** Who has the certificate of an Ingress. */
export enum IngressTlsKind {
  /** A Secret of the namespace. */
  SECRET = 'Secret',
  /** The Ingress controller, or whatever stands in front of it. */
  OUTSIDE = 'Outside',
  /** Nobody: plain HTTP. */
  NONE = 'None',
}

/** A certificate that cert-manager issues. */
export interface IssuedTlsOptions {
  /**
   * Name of the Secret that cert-manager puts the certificate into.
   * @default - the name of the workload or WebIngress with `-tls` at the end
   */
  readonly secretName?: string;
}

/** How plain HTTP is meant. */
export interface PlainHttpOptions {
  /**
   * Whether plain HTTP is wanted in stage production too.
   * @default false
   */
  readonly inProduction?: boolean;
}

interface IngressTlsFields {
  readonly kind: IngressTlsKind;
  readonly secretName?: string;
  readonly issuer?: CertificateIssuer;
  readonly inProduction?: boolean;
  readonly wrong?: readonly Finding[];
}

/**
 * How an Ingress has its certificate.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/ingress/#tls
 */
export class IngressTls {
  /**
   * A Secret of type kubernetes.io/tls, which somebody else creates.
   *
   * @param name the name of the workload or WebIngress with `-tls` at the end where none is given
   */
  static secret(name?: string): IngressTls {
    return new IngressTls({ kind: IngressTlsKind.SECRET, secretName: name });
  }

  /** A Secret that cert-manager creates and renews: the Ingress is annotated with the issuer. */
  static issuedBy(issuer: CertificateIssuer, options: IssuedTlsOptions = {}): IngressTls {
    const { options: known, wrong } = readOptions(options, { secretName: text });
    const { value, findings } = issuerReader('issuer', issuer ?? null);
    return new IngressTls({
      ...{ kind: IngressTlsKind.SECRET, secretName: known.secretName },
      ...{ issuer: value as CertificateIssuer | undefined, wrong: [...findings, ...wrong] },
    });
  }

  /**
   * The controller's own certificate, or one that annotations name, such as those of a cloud's load balancer. The
   * Ingress has no `tls`, and the address begins with https.
   */
  static outside(): IngressTls {
    return new IngressTls({ kind: IngressTlsKind.OUTSIDE });
  }

  /** Plain HTTP. In stage production it must be meant: `IngressTls.none({ inProduction: true })`. */
  static none(options: PlainHttpOptions = {}): IngressTls {
    const { options: known, wrong } = readOptions(options, { inProduction: boolean });
    return new IngressTls({ kind: IngressTlsKind.NONE, inProduction: known.inProduction, wrong });
  }

  /** Who has the certificate. */
  readonly kind: IngressTlsKind;
  /** @default - the name of the workload or WebIngress with `-tls` at the end */
  readonly secretName?: string;
  /** @default - cert-manager is not asked */
  readonly issuer?: CertificateIssuer;
  /** Whether plain HTTP is wanted in stage production too. */
  readonly inProduction: boolean;
  readonly #wrong: readonly Finding[];

  private constructor(fields: IngressTlsFields) {
    this.kind = fields.kind;
    this.secretName = fields.secretName;
    this.issuer = fields.issuer;
    this.inProduction = fields.inProduction === true;
    this.#wrong = fields.wrong ?? [];
  }

  /** Whether people reach it by https. */
  get isEncrypted(): boolean {
    return this.kind !== IngressTlsKind.NONE;
  }

  /** Everything that can be wrong with it, in an environment of that stage if one is known. */
  findings(field: string, stage?: Stage): Finding[] {
    const plain = !this.isEncrypted && !this.inProduction && stage === Stage.PRODUCTION;
    return optionFindings(field, this.#wrong, [
      ...(this.secretName === undefined ? [] : dnsSubdomain(`${field}.secretName`, this.secretName)),
      ...(this.issuer?.findings(`${field}.issuer`) ?? []),
      ...(plain ? [plainFinding(field)] : []),
    ]);
  }
}

function plainFinding(field: string): Finding {
  return {
    code: 'ingress-plain-http',
    field,
    given: 'plain HTTP',
    allowed: 'TLS in stage production',
    remedy: 'Use IngressTls.secret(...) or issuedBy(...); where it is meant, IngressTls.none({ inProduction: true }).',
  };
}
