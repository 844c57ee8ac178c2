import { inspect } from 'node:util';
import fc from 'fast-check';
import { type LiveCheck, Verdict } from '../../../lib/model/core/live-check';
import { ContainerImage } from '../../../lib/model/image/container-image';
import { ContainerRegistry } from '../../../lib/model/registry/container-registry';
import { type DockerHubOptions, type RegistryFacts, RegistryType } from '../../../lib/model/registry/registry-options';
import { TokenReference } from '../../../lib/model/registry/token-reference';

const NOW = new Date('2026-02-09T12:00:00Z');
const REPOSITORIES = ['todo-backend', 'todo-frontend'];
const TOKEN = TokenReference.fromPipelineSecret('DOCKERHUB_TOKEN');
const HUB: DockerHubOptions = { username: 'username', repositories: REPOSITORIES };

function verdicts(checks: readonly LiveCheck[]): { [code: string]: Verdict } {
  return Object.fromEntries(checks.map(({ code, verdict }) => [code, verdict]));
}

describe('a registry', () => {
  it.each([
    [
      'Docker Hub',
      ContainerRegistry.dockerHub(HUB),
      { type: RegistryType.DOCKER_HUB, url: 'docker.io', username: 'username' },
      'username/todo-backend:1.0.0',
    ],
    [
      'Docker Hub of an organization',
      ContainerRegistry.dockerHub({ ...HUB, username: 'ci@example.com', namespace: 'acme' }),
      { type: RegistryType.DOCKER_HUB, url: 'docker.io', username: 'ci@example.com', namespace: 'acme' },
      'acme/todo-backend:1.0.0',
    ],
    [
      'GitHub with a user of an organization',
      ContainerRegistry.ghcr({ owner: 'acme', username: 'Octocat', repositories: REPOSITORIES }),
      { type: RegistryType.GHCR, namespace: 'acme', username: 'Octocat' },
      'ghcr.io/acme/todo-backend:1.0.0',
    ],
    [
      'GitHub',
      ContainerRegistry.ghcr({ owner: 'acme', repositories: REPOSITORIES }),
      { type: RegistryType.GHCR, url: 'ghcr.io', username: 'acme' },
      'ghcr.io/acme/todo-backend:1.0.0',
    ],
    [
      'Google',
      ContainerRegistry.artifactRegistry({
        location: 'us-central1',
        project: 'acme-prod',
        repository: 'web',
        repositories: REPOSITORIES,
      }),
      { type: RegistryType.ARTIFACT_REGISTRY, url: 'us-central1-docker.pkg.dev', username: 'oauth2accesstoken' },
      'us-central1-docker.pkg.dev/acme-prod/web/todo-backend:1.0.0',
    ],
    [
      'Google, of a project that belongs to a domain',
      ContainerRegistry.artifactRegistry({
        location: 'europe',
        project: 'example.com:acme',
        repository: 'web',
        username: '_json_key_base64',
        repositories: REPOSITORIES,
      }),
      { url: 'europe-docker.pkg.dev', username: '_json_key_base64' },
      'europe-docker.pkg.dev/example.com/acme/web/todo-backend:1.0.0',
    ],
    [
      'Amazon',
      ContainerRegistry.ecr({ accountId: '123456789012', region: 'eu-west-1', repositories: REPOSITORIES }),
      { type: RegistryType.ECR, url: '123456789012.dkr.ecr.eu-west-1.amazonaws.com', username: 'AWS' },
      '123456789012.dkr.ecr.eu-west-1.amazonaws.com/todo-backend:1.0.0',
    ],
    [
      'Amazon in China',
      ContainerRegistry.ecr({
        accountId: '123456789012',
        region: 'cn-north-1',
        namespace: 'acme/web',
        repositories: REPOSITORIES,
      }),
      { url: '123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn' },
      '123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/acme/web/todo-backend:1.0.0',
    ],
    [
      'Azure',
      ContainerRegistry.acr({ name: 'acme', username: 'puller', namespace: 'web', repositories: REPOSITORIES }),
      { type: RegistryType.ACR, url: 'acme.azurecr.io', username: 'puller' },
      'acme.azurecr.io/web/todo-backend:1.0.0',
    ],
    [
      'Oracle',
      ContainerRegistry.ocir({
        region: 'iad',
        tenancyNamespace: 'ansh81vru1zp',
        username: 'ansh81vru1zp/ci@example.com',
        repositories: ['project01/todo-backend', 'todo-backend'],
      }),
      { type: RegistryType.OCIR, url: 'iad.ocir.io', username: 'ansh81vru1zp/ci@example.com' },
      'iad.ocir.io/ansh81vru1zp/todo-backend:1.0.0',
    ],
    [
      'anybody',
      ContainerRegistry.custom({ url: 'localhost:5000', repositories: REPOSITORIES }),
      { type: RegistryType.CUSTOM, url: 'localhost:5000', username: undefined, namespace: undefined },
      'localhost:5000/todo-backend:1.0.0',
    ],
  ])('of %s has its address, and its images are written so', (_, registry, fields, reference) => {
    expect(registry).toMatchObject(fields);
    expect(registry.findings()).toEqual([]);
    const image = registry.image('todo-backend', '1.0.0');
    expect(image.toString()).toBe(reference);
    expect(image.findings()).toEqual([]);
    expect(registry.owns(image)).toBe(true);
    expect(registry.repositoryFindings('image', image)).toEqual([]);
  });

  it('has nothing but what it is given', () => {
    const { token, pullSecretName, pullLimits, nodePullLimit } = ContainerRegistry.custom({
      url: 'registry.example.com',
      repositories: REPOSITORIES,
    });
    expect([token, pullSecretName, pullLimits, nodePullLimit]).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('keeps everything that it is given', () => {
    const pullLimits = { anonymousPulls: 10, authenticatedPulls: 1000, windowHours: 1 };
    const registry = ContainerRegistry.dockerHub({ ...HUB, token: TOKEN, pullSecretName: 'dockerhub', pullLimits });
    expect(registry.findings()).toEqual([]);
    expect(registry).toMatchObject({
      token: TOKEN,
      pullSecretName: 'dockerhub',
      pullLimits,
      repositories: REPOSITORIES,
    });
    expect([registry.place, registry.toString()]).toEqual([
      'ContainerRegistry docker.io/username',
      'Docker Hub docker.io',
    ]);
  });

  it('copies what it is given and what it gives', () => {
    const repositories = [...REPOSITORIES];
    const registry = ContainerRegistry.dockerHub({ ...HUB, repositories });
    repositories.pop();
    registry.repositories.pop();
    expect(registry.repositories).toEqual(REPOSITORIES);
  });

  it('knows the documented limits of Docker Hub, for nodes with and without a login', () => {
    const anonymous = ContainerRegistry.dockerHub(HUB);
    expect(anonymous.pullLimits).toEqual({ anonymousPulls: 100, authenticatedPulls: 200, windowHours: 6 });
    expect(anonymous.nodePullLimit).toBe(100);
    expect(ContainerRegistry.dockerHub({ ...HUB, pullSecretName: 'dockerhub' }).nodePullLimit).toBe(200);
  });
});

describe('a registry is refused', () => {
  const custom = { url: 'registry.example.com', repositories: REPOSITORIES };
  const google = { location: 'us', project: 'acme-prod', repository: 'web', repositories: REPOSITORIES };
  const amazon = { accountId: '123456789012', region: 'eu-west-1', repositories: REPOSITORIES };

  it.each([
    ['a scheme', ContainerRegistry.custom({ ...custom, url: 'https://docker.io' }), 'registry-url-invalid', 'url'],
    ['a path', ContainerRegistry.custom({ ...custom, url: 'ghcr.io/acme' }), 'registry-url-invalid', 'url'],
    [
      'a host that Docker takes for an account',
      ContainerRegistry.custom({ ...custom, url: 'registry' }),
      'registry-url-invalid',
      'url',
    ],
    ['no host', ContainerRegistry.custom({ ...custom, url: '' }), 'registry-url-invalid', 'url'],
    [
      'a wrong namespace',
      ContainerRegistry.custom({ ...custom, namespace: 'a//b' }),
      'registry-namespace-invalid',
      'namespace',
    ],
    [
      'white space in the username',
      ContainerRegistry.custom({ ...custom, username: 'a b' }),
      'registry-username-invalid',
      'username',
    ],
    [
      'white space in the username of GHCR',
      ContainerRegistry.ghcr({ owner: 'acme', username: 'a b', repositories: REPOSITORIES }),
      'registry-username-invalid',
      'username',
    ],
    [
      'white space in the username of Artifact Registry',
      ContainerRegistry.artifactRegistry({
        ...{ location: 'europe', project: 'acme', repository: 'web', repositories: REPOSITORIES },
        username: 'a b',
      }),
      'registry-username-invalid',
      'username',
    ],
    [
      'white space in the username of ACR',
      ContainerRegistry.acr({ name: 'acme', username: 'a b', repositories: REPOSITORIES }),
      'registry-username-invalid',
      'username',
    ],
    [
      'white space in the username of OCIR',
      ContainerRegistry.ocir({ region: 'iad', tenancyNamespace: 'ns', username: 'a b', repositories: REPOSITORIES }),
      'registry-username-invalid',
      'username',
    ],
    [
      'an account in upper case',
      ContainerRegistry.dockerHub({ ...HUB, username: 'UserName' }),
      'registry-namespace-invalid',
      'username',
    ],
    ['no account', ContainerRegistry.dockerHub({ ...HUB, username: '' }), 'registry-namespace-invalid', 'username'],
    [
      'an account of two parts',
      ContainerRegistry.dockerHub({ ...HUB, namespace: 'a/b' }),
      'registry-namespace-invalid',
      'namespace',
    ],
    [
      'a placeholder',
      ContainerRegistry.dockerHub({ ...HUB, username: '<DOCKERHUB_USERNAME>' }),
      'registry-namespace-invalid',
      'username',
    ],
    [
      'an owner in upper case',
      ContainerRegistry.ghcr({ owner: 'Acme', repositories: REPOSITORIES }),
      'registry-namespace-invalid',
      'owner',
    ],
    [
      'a location that is none',
      ContainerRegistry.artifactRegistry({ ...google, location: 'US' }),
      'name-invalid',
      'location',
    ],
    [
      'a project that is none',
      ContainerRegistry.artifactRegistry({ ...google, project: 'Acme' }),
      'registry-namespace-invalid',
      'project',
    ],
    [
      'a Google repository that is none',
      ContainerRegistry.artifactRegistry({ ...google, repository: 'a/b' }),
      'registry-namespace-invalid',
      'repository',
    ],
    [
      'an AWS account of 13 digits',
      ContainerRegistry.ecr({ ...amazon, accountId: '1234567890123' }),
      'registry-account-invalid',
      'accountId',
    ],
    [
      'an AWS account with text in front',
      ContainerRegistry.ecr({ ...amazon, accountId: 'a23456789012' }),
      'registry-account-invalid',
      'accountId',
    ],
    [
      'an AWS account that is none',
      ContainerRegistry.ecr({ ...amazon, accountId: '1234' }),
      'registry-account-invalid',
      'accountId',
    ],
    ['an AWS region that is none', ContainerRegistry.ecr({ ...amazon, region: 'eu west' }), 'name-invalid', 'region'],
    [
      'an Azure name that is none',
      ContainerRegistry.acr({ name: 'acme.azurecr.io', repositories: REPOSITORIES }),
      'name-invalid',
      'name',
    ],
    [
      'a tenancy that is none',
      ContainerRegistry.ocir({ region: 'iad', tenancyNamespace: '', repositories: REPOSITORIES }),
      'registry-namespace-invalid',
      'tenancyNamespace',
    ],
    [
      'no repositories',
      ContainerRegistry.dockerHub({ ...HUB, repositories: [] }),
      'repositories-missing',
      'repositories',
    ],
    [
      'the account in a repository',
      ContainerRegistry.dockerHub({ ...HUB, repositories: ['username/todo-backend'] }),
      'repository-invalid',
      'repositories[0]',
    ],
    [
      'a tag in a repository',
      ContainerRegistry.custom({ ...custom, repositories: ['a', 'b:1.0.0'] }),
      'repository-invalid',
      'repositories[1]',
    ],
    [
      'a repository twice',
      ContainerRegistry.custom({ ...custom, repositories: ['a', 'b', 'a'] }),
      'repository-duplicate',
      'repositories[2]',
    ],
    [
      'a pull secret that is none',
      ContainerRegistry.dockerHub({ ...HUB, pullSecretName: 'My Secret' }),
      'name-invalid',
      'pullSecretName',
    ],
    [
      'a limit of nothing',
      ContainerRegistry.dockerHub({ ...HUB, pullLimits: { anonymousPulls: 0, windowHours: 6 } }),
      'pull-limit-out-of-range',
      'pullLimits.anonymousPulls',
    ],
    [
      'a limit of halves',
      ContainerRegistry.dockerHub({ ...HUB, pullLimits: { authenticatedPulls: 1.5, windowHours: 6 } }),
      'pull-limit-out-of-range',
      'pullLimits.authenticatedPulls',
    ],
    [
      'a window of nothing',
      ContainerRegistry.dockerHub({ ...HUB, pullLimits: { windowHours: 0 } }),
      'pull-limit-out-of-range',
      'pullLimits.windowHours',
    ],
    [
      'a wrong reference to the token',
      ContainerRegistry.dockerHub({ ...HUB, token: TokenReference.fromPipelineSecret('a b') }),
      'token-name-invalid',
      'token.name',
    ],
  ])('with %s', (_, registry, code, field) => {
    expect(registry.findings()).toMatchObject([{ code, field }]);
  });

  it('with a remedy that fits the mistake', () => {
    const remedies = ['https://docker.io', 'ghcr.io/acme', 'registry'].map(
      (url) => ContainerRegistry.custom({ ...custom, url }).findings()[0]?.remedy,
    );
    expect(remedies).toEqual([
      expect.stringContaining('Leave out the scheme'),
      expect.stringContaining('as namespace'),
      expect.stringContaining('registry.example.com'),
    ]);
  });

  it('with everything that is wrong at once', () => {
    const registry = ContainerRegistry.ocir({
      region: 'IAD',
      tenancyNamespace: 'A',
      username: '',
      repositories: ['A'],
      pullSecretName: '',
    });
    expect(registry.findings().map(({ field }) => field)).toEqual([
      'region',
      'tenancyNamespace',
      'username',
      'repositories[0]',
      'pullSecretName',
    ]);
  });
});

describe('a token in the place of a name', () => {
  const value = `ghp_${'0aB1'.repeat(9)}`;

  it.each<[string, ContainerRegistry, string]>([
    ['the token', ContainerRegistry.dockerHub({ ...HUB, token: value as unknown as TokenReference }), 'token'],
    [
      'the reference',
      ContainerRegistry.dockerHub({ ...HUB, token: TokenReference.fromPipelineSecret(value) }),
      'token.name',
    ],
    ['the username', ContainerRegistry.dockerHub({ ...HUB, username: value }), 'username'],
    ['the password behind the username', ContainerRegistry.dockerHub({ ...HUB, username: `me:${value}` }), 'username'],
    ['the namespace', ContainerRegistry.dockerHub({ ...HUB, namespace: value }), 'namespace'],
    ['a repository', ContainerRegistry.dockerHub({ ...HUB, repositories: [value] }), 'repositories[0]'],
    ['the pull secret', ContainerRegistry.dockerHub({ ...HUB, pullSecretName: value }), 'pullSecretName'],
    ['the url', ContainerRegistry.custom({ url: `https://me:${value}@ghcr.io`, repositories: ['a'] }), 'url'],
    ['the owner', ContainerRegistry.ghcr({ owner: value, repositories: ['a'] }), 'owner'],
  ])('is refused as %s, and neither kept nor shown', (_, registry, field) => {
    expect(registry.findings()).toMatchObject([{ code: 'token-value-given', field }]);
    const shown = [
      registry.toString(),
      registry.place,
      JSON.stringify(registry),
      JSON.stringify(registry.findings()),
      JSON.stringify(registry.repositories),
      registry.image('todo-backend').toString(),
      inspect(registry, { showHidden: true, depth: null }),
    ];
    expect(shown.join('\n')).not.toContain(value);
  });

  it('is not shown either where it has no known form', () => {
    const registry = ContainerRegistry.dockerHub({ ...HUB, username: 'me:hunter2' });
    expect(registry.findings()).toMatchObject([{ code: 'token-value-given' }]);
    expect(inspect(registry)).not.toContain('hunter2');
  });
});

describe('any registry', () => {
  it('is made without throwing, whatever it is given', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), fc.anything(), (options, first, second) => {
        const given = { username: first, owner: first, url: first, repositories: second, token: second };
        return [options, given].every((each) =>
          [
            ContainerRegistry.dockerHub(each as DockerHubOptions),
            ContainerRegistry.ghcr(each as never),
            ContainerRegistry.artifactRegistry(each as never),
            ContainerRegistry.ecr(each as never),
            ContainerRegistry.acr(each as never),
            ContainerRegistry.ocir(each as never),
            ContainerRegistry.custom(each as never),
          ].every((registry) => registry.findings().length > 0 || registry.repositories.length > 0),
        );
      }),
    );
  });
});

describe('images of a registry', () => {
  const registry = ContainerRegistry.dockerHub(HUB);

  it('need no tag, and then move', () => {
    const image = registry.image('todo-frontend');
    expect([image.toString(), image.isMoving]).toEqual(['username/todo-frontend', true]);
  });

  it('are wrong with a tag that would be something else', () => {
    expect(registry.image('todo-backend', '5000/other').findings()).toMatchObject([{ code: 'image-invalid' }]);
  });

  it.each(['username/todo-backend', 'docker.io/username/todo-backend:2.0.0', 'index.docker.io/username/todo-backend'])(
    'are declared in any spelling: %s',
    (reference) => {
      const image = ContainerImage.of(reference);
      expect(registry.owns(image)).toBe(true);
      expect(registry.repositoryFindings('image', image)).toEqual([]);
    },
  );

  it.each([
    ['username/other:1.0.0', true],
    ['ghcr.io/username/todo-backend:1.0.0', false],
    ['username2/todo-backend:1.0.0', false],
    ['todo-backend:1.0.0', false],
  ])('are not declared elsewhere, as %s, whether they are of its account (%p) or not', (reference, isOwn) => {
    const image = ContainerImage.of(reference);
    expect(registry.owns(image)).toBe(isOwn);
    expect(registry.repositoryFindings('backend.image', image)).toMatchObject([
      {
        code: 'repository-undeclared',
        field: 'backend.image',
        given: reference,
        allowed: 'an image of username/todo-backend, username/todo-frontend',
      },
    ]);
  });

  it('are none of a registry without an account', () => {
    const wrong = ContainerRegistry.dockerHub({ username: 'User Name', repositories: ['todo-backend'] });
    expect(wrong.owns(ContainerImage.of('username/todo-backend'))).toBe(false);
  });

  it('are judged only where they are references', () => {
    const image = registry.image('Not A Repository');
    expect(registry.owns(image)).toBe(false);
    expect(registry.repositoryFindings('image', image)).toEqual([]);
    expect(image.findings()).toMatchObject([{ code: 'image-invalid' }]);
  });
});

describe('ContainerRegistry.verify', () => {
  const registry = ContainerRegistry.dockerHub({ ...HUB, token: TOKEN });
  const verify = (facts: RegistryFacts, now = NOW) => verdicts(registry.verify(facts, now));

  it('verifies nothing without facts', () => {
    expect(verify(undefined as never)).toEqual(verify({}));
    expect(verify({})).toEqual({
      'registry-token-accepted': Verdict.NOT_VERIFIED,
      'registry-token-unexpired': Verdict.NOT_VERIFIED,
      'registry-repositories-accessible': Verdict.NOT_VERIFIED,
      'registry-pulls-within-limit': Verdict.NOT_VERIFIED,
    });
  });

  it('passes where everything is as it should be', () => {
    const facts = {
      tokenAccepted: true,
      tokenExpiresAt: new Date('2026-02-10T00:00:00Z'),
      accessibleRepositories: ['todo-backend', 'docker.io/username/todo-frontend', 'another'],
      pullsRemaining: 4,
      pullsNeeded: 4,
    };
    expect(new Set(Object.values(verify(facts)))).toEqual(new Set([Verdict.PASSED]));
    expect(registry.verify(facts, NOW)[0]).toMatchObject({ subject: 'ContainerRegistry docker.io/username' });
  });

  it('fails where it is not', () => {
    const facts = {
      tokenAccepted: false,
      tokenExpiresAt: NOW,
      accessibleRepositories: ['todo-backend', 'other/todo-frontend'],
      pullsRemaining: 3,
      pullsNeeded: 4,
    };
    expect(new Set(Object.values(verify(facts)))).toEqual(new Set([Verdict.FAILED]));
    expect(registry.verify(facts, NOW).map(({ observed }) => observed)).toEqual([
      'false',
      'ends 2026-02-09T12:00:00.000Z, judged 2026-02-09T12:00:00.000Z',
      'missing: todo-frontend',
      '4 pulls needed, 3 left',
    ]);
  });

  it('asks nothing about a token where there is none', () => {
    const anonymous = ContainerRegistry.dockerHub(HUB);
    expect(Object.keys(verdicts(anonymous.verify({}, NOW)))).toEqual([
      'registry-repositories-accessible',
      'registry-pulls-within-limit',
    ]);
    expect(verdicts(anonymous.verify({ tokenAccepted: false }, NOW))).toMatchObject({
      'registry-token-accepted': Verdict.FAILED,
    });
  });

  it('knows tokens without an end, and believes an end where there is one', () => {
    const code = 'registry-token-unexpired';
    expect(verify({ tokenNeverExpires: true })[code]).toBe(Verdict.PASSED);
    expect(verify({ tokenNeverExpires: true, tokenExpiresAt: new Date(0) })[code]).toBe(Verdict.FAILED);
  });

  it.each<[string, RegistryFacts, Date]>([
    ['an end that is no date', { tokenExpiresAt: new Date('soon'), tokenNeverExpires: true }, NOW],
    ['a time that is no date', { tokenExpiresAt: NOW }, new Date('now')],
    ['a token in the place of a fact', { tokenAccepted: 'ghp_0' as unknown as boolean }, NOW],
  ])('verifies nothing by %s', (_, facts, now) => {
    const checks = registry.verify(facts, now).filter(({ code }) => code.startsWith('registry-token'));
    expect(checks.map(({ verdict }) => verdict)).toEqual([Verdict.NOT_VERIFIED, Verdict.NOT_VERIFIED]);
    expect(JSON.stringify(checks)).not.toContain('ghp_');
  });

  it('fails by the limit alone where a deployment needs more than any window has', () => {
    const code = 'registry-pulls-within-limit';
    expect(verify({ pullsNeeded: 101 })[code]).toBe(Verdict.FAILED);
    expect(verify({ pullsNeeded: 100 })[code]).toBe(Verdict.NOT_VERIFIED);
    expect(verify({ pullsRemaining: 100 })[code]).toBe(Verdict.NOT_VERIFIED);
    const authenticated = ContainerRegistry.dockerHub({ ...HUB, pullSecretName: 'dockerhub' });
    expect(verdicts(authenticated.verify({ pullsNeeded: 101 }, NOW))[code]).toBe(Verdict.NOT_VERIFIED);
  });
});

describe('the namespace of a cloud registry', () => {
  const repositories = ['api'];
  it.each([
    ContainerRegistry.ecr({ accountId: '123456789012', region: 'us-east-1', namespace: 'Acme', repositories }),
    ContainerRegistry.acr({ name: 'acme', namespace: 'Acme', repositories }),
    ContainerRegistry.custom({ url: 'registry.example.com', namespace: 'Acme', repositories }),
  ])('is an image path: $place', (registry) => {
    expect(registry.findings()).toMatchObject([{ field: 'namespace', code: 'registry-namespace-invalid' }]);
  });
});
