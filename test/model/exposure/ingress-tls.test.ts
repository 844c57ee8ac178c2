import { CertificateIssuer, IngressTls, IngressTlsKind, Stage } from 'cdk8s-webapp';

const ISSUER = CertificateIssuer.clusterIssuer('letsencrypt');

describe('IngressTls', () => {
  it.each([
    [IngressTls.secret(), { kind: IngressTlsKind.SECRET, secretName: undefined, isEncrypted: true }],
    [IngressTls.secret('shop-cert'), { kind: IngressTlsKind.SECRET, secretName: 'shop-cert', isEncrypted: true }],
    [IngressTls.issuedBy(ISSUER), { kind: IngressTlsKind.SECRET, issuer: ISSUER, secretName: undefined }],
    [
      IngressTls.issuedBy(ISSUER, { secretName: 'a' }),
      { kind: IngressTlsKind.SECRET, issuer: ISSUER, secretName: 'a' },
    ],
    [IngressTls.outside(), { kind: IngressTlsKind.OUTSIDE, isEncrypted: true }],
    [IngressTls.none(), { kind: IngressTlsKind.NONE, isEncrypted: false, inProduction: false }],
    [IngressTls.none({ inProduction: true }), { kind: IngressTlsKind.NONE, isEncrypted: false, inProduction: true }],
  ])('%# is what its author said', (tls, fields) => {
    expect(tls).toMatchObject(fields);
    expect(tls.findings('tls', Stage.STAGING)).toEqual([]);
  });

  it('is plain HTTP in production only where that is meant', () => {
    expect(IngressTls.none().findings('tls', Stage.PRODUCTION)).toMatchObject([
      { code: 'ingress-plain-http', field: 'tls', remedy: expect.stringContaining('inProduction: true') },
    ]);
    expect(IngressTls.none({ inProduction: true }).findings('tls', Stage.PRODUCTION)).toEqual([]);
    expect(IngressTls.none().findings('tls')).toEqual([]);
  });

  it('has names that Kubernetes accepts', () => {
    expect(IngressTls.secret('A').findings('tls')).toMatchObject([{ code: 'name-invalid', field: 'tls.secretName' }]);
    const wrong = CertificateIssuer.external('A', { kind: 'Issuer', group: 'B' });
    expect(IngressTls.issuedBy(wrong).findings('tls')).toMatchObject([
      { code: 'name-invalid', field: 'tls.issuer.name' },
      { code: 'name-invalid', field: 'tls.issuer.group' },
    ]);
  });
});

describe('CertificateIssuer', () => {
  it.each([
    [ISSUER, { 'cert-manager.io/cluster-issuer': 'letsencrypt' }],
    [CertificateIssuer.issuer('own'), { 'cert-manager.io/issuer': 'own' }],
    [
      CertificateIssuer.external('pca', { kind: 'AWSPCAClusterIssuer', group: 'awspca.cert-manager.io' }),
      {
        'cert-manager.io/issuer': 'pca',
        'cert-manager.io/issuer-kind': 'AWSPCAClusterIssuer',
        'cert-manager.io/issuer-group': 'awspca.cert-manager.io',
      },
    ],
  ])('%# is asked by annotations', (issuer, annotations) => {
    expect(issuer.annotations).toEqual(annotations);
  });
});
