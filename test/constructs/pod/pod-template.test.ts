import { App, Backend, EnvValue, HealthCheck, Volume, WebAppChart } from 'cdk8s-webapp';
import fc from 'fast-check';
import { cluster } from '../../support/clusters';
import { find, issuesFrom, synthesize } from '../../support/synthesis';
import { backend, deployment, pod, problems, SMALLEST } from '../../support/workloads';

describe('a pod with everything set', () => {
  const props = {
    podLabels: { 'example.com/mesh': 'on' },
    podAnnotations: { 'example.com/scrape': 'true' },
    podSecurityContext: { supplementalGroups: [5], seccompProfile: { type: 'Localhost', localhostProfile: 'a.json' } },
    nodeSelector: { disk: 'ssd' },
    tolerations: [{ key: 'gpu', operator: 'Exists' }],
    affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'zone' }] } },
    topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' }],
    priorityClassName: 'top',
    runtimeClassName: 'gvisor',
    schedulerName: 'mine',
    hostAliases: [{ ip: '10.0.0.1', hostnames: ['db'] }],
    dnsPolicy: 'None',
    dnsConfig: { nameservers: ['10.0.0.2'] },
    hostname: 'api',
    subdomain: 'apis',
    shareProcessNamespace: true,
    hostNetwork: true,
    hostPid: true,
    hostIpc: true,
    imagePullSecretNames: ['ghcr'],
    shutdown: { gracePeriodSeconds: 5 },
  };
  const { template } = deployment(props, { createNamespace: false }) as never as {
    template: { metadata: object; spec: object };
  };

  it('is written as Kubernetes does', () => {
    const { podLabels, podAnnotations, podSecurityContext, imagePullSecretNames, shutdown, ...others } = props;
    const { hostPid: hostPID, hostIpc: hostIPC, ...same } = others;
    expect(template.metadata).toMatchObject({ labels: podLabels, annotations: podAnnotations });
    expect(template.spec).toMatchObject({
      ...{ ...same, hostPID, hostIPC },
      imagePullSecrets: imagePullSecretNames.map((name) => ({ name })),
      terminationGracePeriodSeconds: shutdown.gracePeriodSeconds,
      securityContext: { ...podSecurityContext, runAsNonRoot: true, runAsUser: 10001 },
    });
  });

  it('has labels of its own that the Deployment has not', () => {
    const objects = synthesize((chart) => {
      new Backend(chart, 'api', { ...SMALLEST, podLabels: props.podLabels });
    });
    expect(JSON.stringify(find(objects, 'Deployment').metadata)).not.toContain('example.com/mesh');
  });
});

describe('a part in the words of Kubernetes', () => {
  it.each<[string, object, string[]]>([
    ['a text', { podSecurityContext: 'root' }, ['podSecurityContext setting-invalid']],
    ['a list', { affinity: [] }, ['affinity setting-invalid']],
    ['null', { tolerations: [null] }, ['tolerations[0] setting-invalid']],
    ['a map for a list', { tolerations: { key: 'a' } }, ['tolerations setting-invalid']],
  ])('is refused with %s', (_, props, expected) => {
    expect(problems(props)).toEqual(expected);
  });

  it.each<[string, object, string[]]>([
    ['a field that nothing reads', { affinity: { nodeAffinty: {} } }, ['affinity.nodeAffinty unknown-field']],
    [
      'one in a list',
      { tolerations: [{ key: 'a' }, { key: 'b', operatr: 'Exists' }] },
      ['tolerations[1].operatr unknown-field'],
    ],
    [
      'one that is newer than the cluster',
      { podSecurityContext: { supplementalGroupsPolicy: 'Strict' } },
      ['securityContext.supplementalGroupsPolicy field-too-new'],
    ],
    ['a text for a list', { dnsConfig: { nameservers: '10.0.0.2' } }, ['dnsConfig.nameservers wrong-type']],
    ['another one', { podSecurityContext: { sysctls: 'kernel.msgmax' } }, ['securityContext.sysctls wrong-type']],
    [
      'a text for a part',
      { podSecurityContext: { sysctls: ['kernel.msgmax'] } },
      ['securityContext.sysctls[0].name pod-security-enforced', 'securityContext.sysctls[0] wrong-type'],
    ],
    [
      'a text for capabilities',
      { securityContext: { capabilities: { add: 'CHOWN', drop: ['ALL'] } } },
      ['containers[0].securityContext.capabilities.add wrong-type'],
    ],
  ])('is judged by the schema of the cluster: %s', (_, props, expected) => {
    const issues = issuesFrom(() => {
      const app = new App();
      const chart = new WebAppChart(app, 'test', { name: 'shop', namespace: 'shop', cluster: cluster() });
      new Backend(chart, 'api', { ...SMALLEST, ...props });
      app.files();
    });
    expect(issues.map(({ field, code }) => `${field.replace('spec.template.spec.', '')} ${code}`)).toEqual(expected);
  });

  it('may hold amounts of any copy of cdk8s-plus', () => {
    class Quantity {
      constructor(readonly value: string | number) {}
    }
    const target = { type: 'Value', value: new Quantity('30') };
    const hpa = find(
      backend({
        autoscaling: { minReplicas: 1, maxReplicas: 3 },
        autoscalingMetrics: [{ type: 'External', external: { metric: { name: 'queue' }, target: target as never } }],
      }),
      'HorizontalPodAutoscaler',
    );
    expect(hpa['spec'].metrics).toEqual([
      { type: 'External', external: { metric: { name: 'queue' }, target: { type: 'Value', value: '30' } } },
    ]);
  });

  it('does not change with what it was made from', () => {
    const affinity = { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [] as unknown[] } };
    const objects = synthesize((chart) => {
      new Backend(chart, 'api', { ...SMALLEST, affinity: affinity as never });
      affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution.push({ weight: 1 });
    });
    expect(find(objects, 'Deployment')['spec'].template.spec.affinity).toEqual({
      nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [] },
    });
  });
});

describe('any valid pod', () => {
  const name = fc.stringMatching(/^[a-z]{1,6}$/);
  const texts = fc.array(fc.stringMatching(/^[a-z -]{1,8}$/), { maxLength: 3 });
  const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
  const check = fc.constantFrom(
    HealthCheck.tcp({ port: 9000 }),
    HealthCheck.httpGet('/', { https: true, port: 9000 }),
    HealthCheck.grpc({ port: 9000, service: 'a' }),
    HealthCheck.exec(['true']),
  );
  const value = fc.constantFrom(
    EnvValue.fromField('status.podIP'),
    EnvValue.fromValue(''),
    EnvValue.fromResource('limits.cpu'),
  );
  const process = fc.record({
    command: optional(texts),
    args: optional(texts),
    workingDir: optional(fc.constant('/srv')),
    envVariables: optional(fc.dictionary(fc.stringMatching(/^A[A-Z]{1,4}$/), value)),
    env: optional(fc.dictionary(fc.stringMatching(/^B[A-Z]{1,4}$/), fc.constantFrom('', 'a', '1'))),
    health: optional(fc.record({ liveness: fc.record({ check }) })),
    stdin: optional(fc.boolean()),
  });
  const volumes = fc.dictionary(name, fc.constantFrom(Volume.emptyDir(), Volume.memory(), Volume.existingClaim('a')));
  const blocks = fc.dictionary(name, process, { maxKeys: 3 });

  const undefinedPlaces = (part: unknown, place = ''): string[] =>
    typeof part === 'object' && part !== null
      ? Object.entries(part).flatMap(([key, below]) => undefinedPlaces(below, `${place}.${key}`))
      : part === undefined
        ? [place]
        : [];

  it('is rendered whole: every volume that is mounted once among those of the pod, nothing undefined', () => {
    fc.assert(
      fc.property(process, blocks, volumes, (main, sidecars, named) => {
        const mounts = Object.entries(named).map(([key, volume]) => [`v-${key}`, { path: `/${key}`, volume }]);
        const spec = pod({
          ...main,
          volumes: Object.fromEntries(mounts) as never,
          sidecars: Object.fromEntries(
            Object.entries(sidecars).map(([key, options]) => [`s-${key}`, { image: 'acme/side:1.0.0', ...options }]),
          ),
        });
        expect(undefinedPlaces(spec)).toEqual([]);
        const known = spec['volumes'].map((volume: { name: string }) => volume.name);
        const used = spec['containers'].flatMap((each: { volumeMounts: { name: string }[] }) =>
          each.volumeMounts.map((mount) => mount.name),
        );
        expect(new Set(known).size).toBe(known.length);
        expect(new Set(used)).toEqual(new Set(known));
      }),
      { numRuns: 50 },
    );
  });
});
