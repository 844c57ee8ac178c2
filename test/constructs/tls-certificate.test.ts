import { CertificateIssuer, TlsCertificate, type TlsCertificateProps } from 'cdk8s-webapp';
import { find, issuesOf, summary, synthesize } from '../support/synthesis';

const PROPS: TlsCertificateProps = {
  dnsNames: ['shop.example.com', '*.shop.example.com'],
  issuer: CertificateIssuer.clusterIssuer('letsencrypt'),
};

function certificate(props: Partial<TlsCertificateProps>) {
  let secretName: string | undefined;
  const all = synthesize((chart) => {
    ({ secretName } = new TlsCertificate(chart, 'shop', { ...PROPS, ...props }));
  });
  return { object: find(all, 'Certificate'), secretName };
}

describe('TlsCertificate', () => {
  it('is issued for its names into a Secret', () => {
    const { object, secretName } = certificate({});
    expect(object.apiVersion).toBe('cert-manager.io/v1');
    expect(object.metadata.name).toBe('shop');
    expect(object['spec']).toEqual({
      secretName: 'shop-tls',
      dnsNames: ['shop.example.com', '*.shop.example.com'],
      issuerRef: { name: 'letsencrypt', kind: 'ClusterIssuer' },
    });
    expect(secretName).toBe('shop-tls');
  });

  it('has everything that is set', () => {
    const { object, secretName } = certificate({
      name: 'web',
      secretName: 'web-cert',
      issuer: CertificateIssuer.external('pca', { kind: 'AWSPCAIssuer', group: 'awspca.cert-manager.io' }),
      durationHours: 720,
      renewBeforeHours: 240,
      labels: { team: 'shop' },
      annotations: { a: 'b' },
    });
    expect(object).toMatchObject({
      metadata: { name: 'web', labels: { team: 'shop' }, annotations: { a: 'b' } },
      spec: {
        secretName: 'web-cert',
        issuerRef: { name: 'pca', kind: 'AWSPCAIssuer', group: 'awspca.cert-manager.io' },
        duration: '720h',
        renewBefore: '240h',
      },
    });
    expect(secretName).toBe('web-cert');
  });

  it.each<[Partial<TlsCertificateProps>, string]>([
    [{ dnsNames: [] }, 'dnsNames certificate-without-name'],
    [{ dnsNames: ['a b'] }, 'dnsNames[0] name-invalid'],
    [{ name: 'A', secretName: 'a' }, 'name name-invalid'],
    [{ secretName: 'A' }, 'secretName name-invalid'],
    [{ issuer: undefined as never }, 'issuer setting-invalid'],
    [{ issuer: CertificateIssuer.issuer('A') }, 'issuer.name name-invalid'],
    [{ issuer: CertificateIssuer.external('a', { kind: 'pca', group: 'a.b' }) }, 'issuer.kind issuer-kind-invalid'],
    [{ issuer: CertificateIssuer.external('a', { kind: 'PCA', group: 'A' }) }, 'issuer.group name-invalid'],
    [{ durationHours: 0.5 }, 'durationHours certificate-duration-invalid'],
    [{ durationHours: 24, renewBeforeHours: 24 }, 'renewBeforeHours certificate-duration-invalid'],
    [{ renewBeforeHours: 2160 }, 'renewBeforeHours certificate-duration-invalid'],
    [{ labels: { a: ' ' } }, 'labels.a label-invalid'],
    [{ annotations: { 'a b': '' } }, 'annotations.a b label-invalid'],
  ])('refuses %j', (props, line) => {
    const found = issuesOf((chart) => {
      new TlsCertificate(chart, 'shop', { ...PROPS, ...props });
    });
    expect(summary(found)).toEqual([`test/shop ${line}`]);
  });
});
