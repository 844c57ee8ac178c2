import { Chart, Testing } from 'cdk8s';
import {
  AppServiceAccount,
  type AppServiceAccountProps,
  Backend,
  type BackendProps,
  CloudIdentity,
  Default,
} from 'cdk8s-webapp';
import { find, issuesOf, summary, synthesize } from '../support/synthesis';

const SMALLEST: BackendProps = { image: 'acme/api:1.0.0', port: 8000 };

const objects = (props: Partial<BackendProps>, chartProps = {}) =>
  synthesize((chart) => {
    new Backend(chart, 'api', { ...SMALLEST, ...props });
  }, chartProps);
const pod = (props: Partial<BackendProps>) => find(objects(props), 'Deployment')['spec'].template;
const issues = (props: { [field: string]: unknown }) =>
  summary(
    issuesOf((chart) => {
      new Backend(chart, 'api', { ...SMALLEST, ...props });
    }),
  );
const account = (props: AppServiceAccountProps) =>
  synthesize((chart) => {
    new AppServiceAccount(chart, 'shop', props);
  });

it('turns off defaults by names that exist', () => {
  const found = issuesOf((chart) => {
    new AppServiceAccount(chart, 'shop', { without: ['no-tokens' as never] });
  });
  expect(summary(found)).toEqual(['test/shop without[0] default-unknown']);
});

describe('the account of a workload', () => {
  it('is its own, and has no token', () => {
    expect(find(objects({}), 'ServiceAccount')).toEqual({
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: {
        name: 'api',
        namespace: 'shop',
        labels: expect.objectContaining({ app: 'api', component: 'api', tier: 'backend' }),
      },
      automountServiceAccountToken: false,
    });
    expect(pod({}).spec).toMatchObject({ serviceAccountName: 'api', automountServiceAccountToken: false });
  });

  it('is that of the namespace where the default is turned off', () => {
    const all = objects({ without: [Default.SERVICE_ACCOUNT] });
    expect(all.map(({ kind }) => kind)).not.toContain('ServiceAccount');
    expect(find(all, 'Deployment')['spec'].template.spec).not.toHaveProperty('serviceAccountName');
  });

  it('says nothing of tokens where that default is turned off', () => {
    const all = objects({ without: [Default.NO_TOKEN] }, { without: [Default.POD_SECURITY_LABELS] });
    expect(find(all, 'ServiceAccount')).not.toHaveProperty('automountServiceAccountToken');
    expect(pod({ without: [Default.NO_TOKEN], mountToken: false }).spec.automountServiceAccountToken).toBe(false);
  });

  it('is another one where its name is given', () => {
    const all = objects({ serviceAccountName: 'shared' });
    expect(all.map(({ kind }) => kind)).not.toContain('ServiceAccount');
    expect(find(all, 'Deployment')['spec'].template.spec.serviceAccountName).toBe('shared');
  });

  it('can be shared', () => {
    const all = synthesize((chart) => {
      const { accountName } = new AppServiceAccount(chart, 'shop');
      new Backend(chart, 'api', { ...SMALLEST, serviceAccountName: accountName });
      new Backend(chart, 'web', { ...SMALLEST, serviceAccountName: accountName });
    });
    expect(all.filter(({ kind }) => kind === 'ServiceAccount').map(({ metadata }) => metadata.name)).toEqual(['shop']);
    expect(find(all, 'Deployment', 'web')['spec'].template.spec.serviceAccountName).toBe('shop');
  });

  it('has everything that it is given, beside what is turned off', () => {
    const all = objects({
      without: [Default.SERVICE_ACCOUNT],
      serviceAccount: {
        name: 'orders',
        labels: { team: 'checkout' },
        annotations: { a: 'b' },
        identity: CloudIdentity.aws('arn:aws:iam::123456789012:role/shop/orders'),
        imagePullSecretNames: ['ghcr-login'],
      },
    });
    expect(find(all, 'ServiceAccount')).toMatchObject({
      metadata: {
        name: 'orders',
        labels: { app: 'api', team: 'checkout' },
        annotations: { a: 'b', 'eks.amazonaws.com/role-arn': 'arn:aws:iam::123456789012:role/shop/orders' },
      },
      imagePullSecrets: [{ name: 'ghcr-login' }],
    });
    expect(find(all, 'Deployment')['spec'].template.spec).toMatchObject({
      serviceAccountName: 'orders',
      automountServiceAccountToken: false,
    });
  });

  it('gets a token, a Role and bindings where it may do something', () => {
    const all = objects({
      serviceAccount: {
        permissions: [
          { resources: ['configmaps'], verbs: ['get'], resourceNames: ['flags'] },
          { apiGroups: ['apps'], resources: ['deployments'], verbs: ['list', 'watch'] },
        ],
        roles: ['reader', 'reader'],
        clusterRoles: ['view'],
      },
    });
    expect(find(all, 'Role')).toMatchObject({
      metadata: { name: 'api', labels: { app: 'api' } },
      rules: [
        { apiGroups: [''], resources: ['configmaps'], verbs: ['get'], resourceNames: ['flags'] },
        { apiGroups: ['apps'], resources: ['deployments'], verbs: ['list', 'watch'] },
      ],
    });
    const subjects = [{ kind: 'ServiceAccount', name: 'api', namespace: 'shop' }];
    const roleRef = (kind: string, name: string) => ({ apiGroup: 'rbac.authorization.k8s.io', kind, name });
    const bindings = all.filter(({ kind }) => kind === 'RoleBinding');
    expect(bindings.map(({ metadata, ...rest }) => ({ name: metadata.name, ...rest }))).toEqual([
      expect.objectContaining({ name: 'api', roleRef: roleRef('Role', 'api'), subjects }),
      expect.objectContaining({ name: 'api-reader', roleRef: roleRef('Role', 'reader'), subjects }),
      expect.objectContaining({ name: 'api-view', roleRef: roleRef('ClusterRole', 'view'), subjects }),
    ]);
    expect(find(all, 'Deployment')['spec'].template.spec.automountServiceAccountToken).toBe(true);
    expect(find(all, 'ServiceAccount')['automountServiceAccountToken']).toBe(false);
  });

  it('can have a token without permissions, and permissions without a token', () => {
    expect(pod({ mountToken: true }).spec.automountServiceAccountToken).toBe(true);
    const permissions = [{ resources: ['pods'], verbs: ['get'] }];
    const own = pod({ mountToken: false, serviceAccount: { permissions } });
    expect(own.spec.automountServiceAccountToken).toBe(false);
  });

  it('that calls the API server may reach it', () => {
    const policy = (props: Partial<BackendProps>) => find(objects(props), 'NetworkPolicy', 'api')['spec'].egress;
    const rule = {
      ports: [
        { protocol: 'TCP', port: 443 },
        { protocol: 'TCP', port: 6443 },
      ],
    };
    expect(policy({ mountToken: true })).toContainEqual(rule);
    expect(policy({})).not.toContainEqual(rule);
  });

  it.each([
    ['two accounts', { serviceAccountName: 'a', serviceAccount: {} }, ' serviceAccountName service-account-twice'],
    ['a name that is none', { serviceAccountName: 'A' }, ' serviceAccountName name-invalid'],
    ['a name of its own that is none', { serviceAccount: { name: 'A' } }, '/service-account name name-invalid'],
    [
      'a wildcard',
      { serviceAccount: { permissions: [{ resources: ['*'], verbs: ['get'] }] } },
      '/service-account permissions[0].resources permission-wildcard',
    ],
    [
      'a permission to do nothing',
      { serviceAccount: { permissions: [{ resources: ['pods'], verbs: [] }] } },
      '/service-account permissions[0].verbs permission-empty',
    ],
    [
      'everything',
      { serviceAccount: { clusterRoles: ['cluster-admin'] } },
      '/service-account clusterRoles[0] role-cluster-admin',
    ],
    [
      'a role that no path can name',
      { serviceAccount: { roles: ['a/b'] } },
      '/service-account roles[0] role-name-invalid',
    ],
    [
      'a Role that cannot have the name',
      { serviceAccount: { roleName: 'A' } },
      '/service-account roleName name-invalid',
    ],
    [
      'a pull secret that is none',
      { serviceAccount: { imagePullSecretNames: ['A'] } },
      '/service-account imagePullSecretNames[0] name-invalid',
    ],
  ])('may not be given %s', (_, props, expected) => {
    expect(issues(props)).toEqual([`test/api${expected}`]);
  });

  it('may have wildcards where its author insists', () => {
    const permissions = [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'], allowWildcards: true }];
    expect(issues({ serviceAccount: { permissions } })).toEqual([]);
  });
});

describe('AppServiceAccount', () => {
  it('can give all its pods a token', () => {
    expect(find(account({ name: 'ops', mountToken: true }), 'ServiceAccount')).toMatchObject({
      metadata: { name: 'ops' },
      automountServiceAccountToken: true,
    });
  });

  it('can turn the default off by itself', () => {
    expect(find(account({ without: [Default.NO_TOKEN] }), 'ServiceAccount')).not.toHaveProperty(
      'automountServiceAccountToken',
    );
  });

  it('needs a namespace where it binds a role', () => {
    const chart = new Chart(Testing.app(), 'plain');
    new AppServiceAccount(chart, 'ops', { clusterRoles: ['view'] });
    expect(() => Testing.synth(chart)).toThrow(/role-without-namespace/);
  });
});

describe('CloudIdentity', () => {
  it.each([
    [CloudIdentity.google('api@acme-prod.iam.gserviceaccount.com'), 'iam.gke.io/gcp-service-account'],
    [CloudIdentity.aws('arn:aws-us-gov:iam::123456789012:role/api'), 'eks.amazonaws.com/role-arn'],
    [CloudIdentity.azure('00000000-0000-4000-8000-000000000000'), 'azure.workload.identity/client-id'],
  ])('annotates the account', (identity, key) => {
    expect(identity.findings('identity')).toEqual([]);
    expect(Object.keys(identity.annotations)).toEqual([key]);
  });

  it('labels pods on Azure, and nowhere else', () => {
    const serviceAccount = { identity: CloudIdentity.azure('00000000-0000-4000-8000-000000000000') };
    expect(pod({ serviceAccount }).metadata.labels).toHaveProperty(['azure.workload.identity/use'], 'true');
    expect(CloudIdentity.google('a@b.iam.gserviceaccount.com').podLabels).toEqual({});
  });

  it('lets pods on GKE reach the metadata server', () => {
    const serviceAccount = { identity: CloudIdentity.google('api@acme-prod.iam.gserviceaccount.com') };
    const { egress } = find(objects({ serviceAccount }), 'NetworkPolicy', 'api')['spec'];
    expect(egress).toContainEqual({
      to: [{ ipBlock: { cidr: '169.254.169.254/32' } }],
      ports: [{ protocol: 'TCP', port: 80 }],
    });
  });

  it.each([
    [CloudIdentity.google('api'), 'identity.email'],
    [CloudIdentity.aws('role/api'), 'identity.arn'],
    [CloudIdentity.azure('api'), 'identity.clientId'],
  ])('refuses what is none', (identity, field) => {
    expect(identity.findings('identity')).toMatchObject([{ field, code: 'cloud-identity-invalid' }]);
  });
});
