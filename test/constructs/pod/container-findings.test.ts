import { EnvFrom, EnvValue, HealthCheck, LifecycleAction, Volume } from 'cdk8s-webapp';
import { type GivenProps, pod, problems } from '../../support/workloads';

const IMAGE = { image: 'acme/side:1.0.0' };
const HEALTH = { check: HealthCheck.tcp({ port: 1 }) };

describe('a process', () => {
  it.each<[string, GivenProps, string[]]>([
    ['a command as text', { command: 'run' as never }, ['command setting-invalid']],
    ['arguments that are null', { args: null as never }, ['args setting-invalid']],
    ['a number among arguments', { args: ['-n', 5 as never] }, ['args[1] setting-invalid']],
    ['a relative directory', { workingDir: 'srv' }, ['workingDir path-invalid']],
    ['a relative file', { terminationMessagePath: 'log' }, ['terminationMessagePath path-invalid']],
    [
      'an unknown policy',
      { terminationMessagePolicy: 'Logs' },
      ['terminationMessagePolicy termination-message-policy-unknown'],
    ],
    [
      'a name of a variable',
      { envVariables: { '1A': EnvValue.fromValue('a') } },
      ['envVariables.1A variable-name-invalid'],
    ],
    ['a text for a value', { envVariables: { A: 'a' as never } }, ['envVariables.A setting-invalid']],
    [
      'a source for a value',
      { envVariables: { A: EnvFrom.config(undefined as never) as never } },
      ['envVariables.A setting-invalid'],
    ],
    [
      'an action for a value',
      { envVariables: { A: LifecycleAction.exec(['a']) as never } },
      ['envVariables.A setting-invalid'],
    ],
    ['a value for a source', { envFrom: [EnvValue.fromValue('a') as never] }, ['envFrom[0] setting-invalid']],
    ['a source that is no list', { envFrom: EnvFrom.config(undefined as never) as never }, ['envFrom setting-invalid']],
    [
      'a check for an action',
      { lifecycle: { preStop: HealthCheck.tcp() as never } },
      ['lifecycle.preStop setting-invalid'],
    ],
    ['an unknown hook', { lifecycle: { preStart: 1 } as never }, ['lifecycle.preStart setting-unknown']],
    [
      'an action without a program',
      { lifecycle: { postStart: LifecycleAction.exec([]) } },
      ['lifecycle.postStart health-command-invalid'],
    ],
    [
      'two actions before the end',
      { lifecycle: { preStop: LifecycleAction.exec(['a']) }, shutdown: { drainSeconds: 5 } },
      ['shutdown.drainSeconds pre-stop-twice'],
    ],
    [
      'a check that is a copy',
      { health: { check: { ...HealthCheck.tcp() } as never } },
      ['health.check setting-invalid'],
    ],
    [
      'a volume that is a copy',
      { volumes: { a: { path: '/a', volume: { ...Volume.emptyDir() } as never } } },
      ['volumes.a.volume setting-invalid'],
    ],
    ['yes for an input', { stdin: 'yes' as never }, ['stdin setting-invalid']],
  ])('is refused: %s', (_, props, expected) => {
    expect(problems(props)).toEqual(expect.arrayContaining(expected));
  });
});

describe('a question to a port by its name', () => {
  it('needs such a port in the container', () => {
    expect(problems({ health: { check: HealthCheck.httpGet('/', { portName: 'admin' }) } })).toEqual([
      'health.startup.check.portName health-port-unknown',
      'health.liveness.check.portName health-port-unknown',
      'health.readiness.check.portName health-port-unknown',
    ]);
    expect(problems({ lifecycle: { preStop: LifecycleAction.httpGet('/', { portName: 'admin' }) } })).toEqual([
      'lifecycle.preStop.portName health-port-unknown',
    ]);
  });

  it('finds its own, also beside a port of another container', () => {
    const side = { ...IMAGE, ports: [{ name: 'admin', port: 9000 }] };
    const health = { liveness: { check: HealthCheck.tcp({ portName: 'admin' }) } };
    expect(problems({ sidecars: { side: { ...side, health } } })).toEqual([]);
    expect(problems({ sidecars: { side }, health })).toEqual(['health.liveness.check.portName health-port-unknown']);
  });
});

describe('a question to a container without ports', () => {
  const side = (props: object) => problems({ sidecars: { side: { ...IMAGE, ...props } } });

  it.each([
    [
      { health: { liveness: { check: HealthCheck.tcp() } } },
      ['sidecars.side.health.liveness.check health-port-missing'],
    ],
    [
      { health: { liveness: { check: HealthCheck.grpc() } } },
      ['sidecars.side.health.liveness.check health-port-missing'],
    ],
    [
      { lifecycle: { postStart: LifecycleAction.httpGet('/') } },
      ['sidecars.side.lifecycle.postStart health-port-missing'],
    ],
    [{ health: { liveness: { check: HealthCheck.tcp({ port: 1 }) } } }, []],
    [{ health: { liveness: { check: HealthCheck.exec(['true']) } } }, []],
  ])('%j', (props, expected) => {
    expect(side(props)).toEqual(expected);
  });
});

describe('init containers', () => {
  it.each([
    [{ health: HEALTH }, ['initContainers.one.health init-container-unwatched']],
    [
      { lifecycle: { preStop: LifecycleAction.exec(['a']) } },
      ['initContainers.one.lifecycle init-container-unwatched'],
    ],
  ])('are not watched: %j', (props, expected) => {
    expect(problems({ initContainers: { one: { ...IMAGE, ...props } } })).toEqual(expected);
  });

  it('run in the order in which they are written, after native sidecars', () => {
    const spec = pod({
      initContainers: { zebra: IMAGE, ant: IMAGE },
      sidecars: { proxy: { ...IMAGE, native: true, health: HEALTH }, log: IMAGE },
    });
    const names = (containers: { name: string }[]) => containers.map(({ name }) => name);
    expect(names(spec['initContainers'])).toEqual(['proxy', 'zebra', 'ant']);
    expect(names(spec['containers'])).toEqual(['api', 'log']);
    expect(spec['initContainers'][0]).toMatchObject({
      restartPolicy: 'Always',
      livenessProbe: { tcpSocket: { port: 1 } },
    });
  });
});

describe('shared volumes', () => {
  const volumes = { data: { path: '/data', volume: Volume.emptyDir() } };
  const side = (sharedVolumes: object) =>
    problems({ volumes, sidecars: { side: { ...IMAGE, sharedVolumes: sharedVolumes as never } } });

  it.each([
    [{ data: { path: '/d', subPath: 'a' } }, []],
    [{ date: { path: '/d' } }, ['sidecars.side.sharedVolumes.date volume-unknown']],
    [{ data: { path: 'd' } }, ['sidecars.side.sharedVolumes.data.path path-invalid']],
    [{ data: { path: '/d', subPath: '..' } }, ['sidecars.side.sharedVolumes.data.subPath path-invalid']],
    [{ data: '/d' }, ['sidecars.side.sharedVolumes.data setting-invalid']],
    [{ data: { path: '/d', alsoAt: [{ path: '/e' }] } }, []],
    [
      { data: { path: '/d', alsoAt: [{ path: 'e' }] } },
      ['sidecars.side.sharedVolumes.data.alsoAt[0].path path-invalid'],
    ],
    [{ data: { path: '/d', alsoAt: [{ path: '/d' }] } }, ['sidecars.side.sharedVolumes volume-path-duplicate']],
    [
      { data: { path: '/d', subPathExpr: '$(POD)' } },
      ['sidecars.side.sharedVolumes.data.subPathExpr variable-reference-unknown'],
    ],
  ])('%j', (given, expected) => {
    expect(side(given)).toEqual(expected);
  });

  it('appear at several paths, and at parts that variables name', () => {
    const envVariables = { POD: EnvValue.fromField('metadata.name') };
    const alsoAt = [{ path: '/e', subPathExpr: '$(POD)', readOnly: true }];
    const sidecar = { ...IMAGE, envVariables, sharedVolumes: { data: { path: '/d', subPath: 'd', alsoAt } } };
    const spec = pod({ volumes: { data: { ...volumes.data, alsoAt: [{ path: '/x' }] } }, sidecars: { side: sidecar } });
    expect(spec['containers'][0].volumeMounts.slice(1)).toEqual([
      { name: 'data', mountPath: '/data' },
      { name: 'data', mountPath: '/x' },
    ]);
    expect(spec['containers'][1].volumeMounts.slice(1)).toEqual([
      { name: 'data', mountPath: '/d', subPath: 'd' },
      { name: 'data', mountPath: '/e', subPathExpr: '$(POD)', readOnly: true },
    ]);
  });

  it('appear where nothing else of the container does', () => {
    const own = { cache: { path: '/d', volume: Volume.emptyDir() } };
    const found = problems({
      volumes,
      sidecars: { side: { ...IMAGE, volumes: own, sharedVolumes: { data: { path: '/d' } } } },
    });
    expect(found).toEqual(['sidecars.side.sharedVolumes volume-path-duplicate']);
  });
});
