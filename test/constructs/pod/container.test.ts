import {
  AccessMode,
  AppConfig,
  AppSecrets,
  Cpu,
  Default,
  EnvFrom,
  EnvValue,
  HealthCheck,
  ImagePullPolicy,
  LifecycleAction,
  Protocol,
  Size,
  Volume,
  VolumeMode,
} from 'cdk8s-webapp';
import { container, pod, problems } from '../../support/workloads';

describe('a container with everything set', () => {
  const rendered = container((chart) => {
    const config = new AppConfig(chart, 'settings', { data: { MODE: 'fast' }, nameSuffixHash: false });
    const secrets = AppSecrets.fromSecretName(chart, 'login', 'login', { required: ['USER'], optional: ['TOKEN'] });
    return {
      imagePullPolicy: ImagePullPolicy.ALWAYS,
      command: ['/bin/api'],
      args: ['--verbose'],
      workingDir: '/srv',
      ports: [{ name: 'metrics', port: 9100, protocol: Protocol.UDP }],
      envFrom: [EnvFrom.config(config, { prefix: 'APP_' }), EnvFrom.secrets(secrets, { optional: true })],
      envVariables: {
        LITERAL: EnvValue.fromValue('a'),
        MODE: EnvValue.fromConfig(config, 'MODE', { optional: true }),
        DB_USER: EnvValue.fromSecret(secrets, 'USER'),
        DB_TOKEN: EnvValue.fromSecret(secrets, 'TOKEN'),
        POD_IP: EnvValue.fromField('status.podIP'),
        MEMORY: EnvValue.fromResource('limits.memory', { divisor: '1Mi', container: 'api' }),
      },
      env: { URL: 'db://$(DB_USER)@$(POD_IP)/$(APP_MODE)' },
      resources: { cpu: { request: Cpu.millis(10) }, memory: { limit: Size.mebibytes(20) } },
      health: { check: HealthCheck.tcp() },
      lifecycle: {
        postStart: LifecycleAction.exec(['touch', '/tmp/up']),
        preStop: LifecycleAction.httpGet('/drain', { portName: 'http', headers: { From: 'kubelet' } }),
      },
      securityContext: { capabilities: { add: ['NET_BIND_SERVICE'] }, readOnlyRootFilesystem: false },
      stdin: true,
      tty: true,
      terminationMessagePath: '/tmp/last-words',
      terminationMessagePolicy: 'FallbackToLogsOnError',
      volumes: {
        files: {
          path: '/files',
          subPath: 'a/b',
          readOnly: true,
          volume: Volume.emptyDir(),
          alsoAt: [{ path: '/etc/app.yaml', subPath: 'app.yaml' }],
        },
      },
    };
  });

  it('runs the program as told', () => {
    expect(rendered).toMatchObject({
      name: 'api',
      image: 'ghcr.io/acme/api:1.4.2',
      imagePullPolicy: 'Always',
      command: ['/bin/api'],
      args: ['--verbose'],
      workingDir: '/srv',
      stdin: true,
      tty: true,
      terminationMessagePath: '/tmp/last-words',
      terminationMessagePolicy: 'FallbackToLogsOnError',
      ports: [
        { name: 'http', containerPort: 8000, protocol: 'TCP' },
        { name: 'metrics', containerPort: 9100, protocol: 'UDP' },
      ],
      resources: { requests: { cpu: '10m' }, limits: { memory: '20Mi' } },
    });
  });

  it('puts references in front of texts that refer to them', () => {
    expect(rendered['env']).toEqual([
      { name: 'LITERAL', value: 'a' },
      { name: 'MODE', valueFrom: { configMapKeyRef: { name: 'settings', key: 'MODE', optional: true } } },
      { name: 'DB_USER', valueFrom: { secretKeyRef: { name: 'login', key: 'USER' } } },
      { name: 'DB_TOKEN', valueFrom: { secretKeyRef: { name: 'login', key: 'TOKEN', optional: true } } },
      { name: 'POD_IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } },
      {
        name: 'MEMORY',
        valueFrom: { resourceFieldRef: { resource: 'limits.memory', containerName: 'api', divisor: '1Mi' } },
      },
      { name: 'URL', value: 'db://$(DB_USER)@$(POD_IP)/$(APP_MODE)' },
    ]);
    expect(rendered['envFrom']).toEqual([
      { prefix: 'APP_', configMapRef: { name: 'settings' } },
      { secretRef: { name: 'login', optional: true } },
    ]);
  });

  it('acts around its life', () => {
    expect(rendered['lifecycle']).toEqual({
      postStart: { exec: { command: ['touch', '/tmp/up'] } },
      preStop: {
        httpGet: { path: '/drain', port: 'http', scheme: 'HTTP', httpHeaders: [{ name: 'From', value: 'kubelet' }] },
      },
    });
  });

  it('lays its security context over that of the library, map by map', () => {
    expect(rendered['securityContext']).toEqual({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] },
      readOnlyRootFilesystem: false,
    });
  });

  it('mounts parts of a volume at several paths', () => {
    expect(rendered['volumeMounts']).toEqual([
      { name: 'tmp', mountPath: '/tmp' },
      { name: 'files', mountPath: '/files', subPath: 'a/b', readOnly: true },
      { name: 'files', mountPath: '/etc/app.yaml', subPath: 'app.yaml' },
    ]);
  });
});

describe('a device', () => {
  it('is no directory', () => {
    const claim = { size: Size.gibibytes(1), accessMode: AccessMode.READ_WRITE_ONCE, volumeMode: VolumeMode.BLOCK };
    const rendered = container({ volumes: { disk: { path: '/dev/xvda', volume: Volume.persistentClaim(claim) } } });
    expect(rendered['volumeDevices']).toEqual([{ name: 'disk', devicePath: '/dev/xvda' }]);
    expect(rendered['volumeMounts']).toEqual([{ name: 'tmp', mountPath: '/tmp' }]);
  });
});

describe('/tmp', () => {
  const volume = Volume.memory();

  it('gives way to a volume that is mounted there', () => {
    const spec = pod({ volumes: { scratch: { path: '/tmp', volume } } });
    expect(spec['volumes']).toEqual([{ name: 'scratch', emptyDir: { medium: 'Memory' } }]);
    expect(spec['containers'][0].volumeMounts).toEqual([{ name: 'scratch', mountPath: '/tmp' }]);
  });

  it('also in a side container that shares one', () => {
    const spec = pod({
      volumes: { cache: { path: '/cache', volume } },
      sidecars: { side: { image: 'acme/side:1.0.0', sharedVolumes: { cache: { path: '/tmp', readOnly: true } } } },
    });
    expect(spec['containers'][1].volumeMounts).toEqual([{ name: 'cache', mountPath: '/tmp', readOnly: true }]);
    expect(spec['volumes'].map(({ name }: { name: string }) => name)).toEqual(['tmp', 'cache']);
  });

  it('can be a writable path by name', () => {
    expect(pod({ writablePaths: ['/tmp'] })['volumes']).toEqual([{ name: 'tmp', emptyDir: {} }]);
  });

  it('is one of its own in every container', () => {
    const spec = pod({ sidecars: { side: { image: 'acme/side:1.0.0' } } });
    expect(spec['volumes']).toEqual([
      { name: 'tmp', emptyDir: {} },
      { name: 'side-tmp', emptyDir: {} },
    ]);
  });
});

describe('ports', () => {
  it('has a port of the node, where the namespace admits one', () => {
    const given = { ports: [{ name: 'dns', port: 5353, hostPort: 53, protocol: Protocol.UDP }] };
    expect(container(given, { createNamespace: false })['ports'][1]).toEqual({
      name: 'dns',
      containerPort: 5353,
      hostPort: 53,
      protocol: 'UDP',
    });
    expect(problems({ ports: [{ name: 'dns', port: 5353, hostPort: 70_000 }] })).toHaveLength(1);
  });

  it('has ports without names, and so have those beside it', () => {
    const ports = [{ port: 9090 }, { port: 9091 }];
    const sidecars = { exporter: { image: 'acme/exporter:1.0.0', ports: [{ port: 9100 }, { port: 9101 }] } };
    const service = { ports: [{ port: 80 }] };
    const { containers } = pod({ ports, sidecars, service, without: [Default.PORT_NAME, Default.IMPLIED_VALUES] });
    expect(containers.map((each: { ports: object[] }) => each.ports)).toEqual([
      [{ containerPort: 8000 }, { containerPort: 9090 }, { containerPort: 9091 }],
      [{ containerPort: 9100 }, { containerPort: 9101 }],
    ]);
  });

  it('have no name where the author wants none', () => {
    expect(container({ without: [Default.PORT_NAME] })['ports']).toEqual([{ containerPort: 8000, protocol: 'TCP' }]);
  });

  it.each([
    [{ portName: 'HTTP' }, ['portName port-name-invalid']],
    [{ portName: '8000' }, ['portName port-name-invalid']],
    [{ portName: 'a--b' }, ['portName port-name-invalid']],
    [{ portName: 'a-name-of-sixteen' }, ['portName port-name-invalid']],
    [{ ports: [{ name: 'http', port: 1 }] }, ['ports port-duplicate']],
    [{ ports: [{ name: 'other', port: 8000 }] }, ['ports port-duplicate']],
    [{ ports: [{ name: 'dns', port: 53, protocol: 'udp' as never }] }, ['ports.dns.protocol protocol-unknown']],
    [{ ports: [{ name: 'dns', port: '53' as never }] }, ['ports[0].port setting-invalid']],
    [{ ports: { dns: 53 } as never }, ['ports setting-invalid']],
  ])('of %j are refused', (props, expected) => {
    expect(problems(props)).toEqual(expect.arrayContaining(expected));
  });

  it('of two protocols may have one number', () => {
    expect(problems({ ports: [{ name: 'quic', port: 8000, protocol: Protocol.UDP }] })).toEqual([]);
  });
});
