import * as fc from 'fast-check';

/*
 * Pods that say about their security whatever Kubernetes lets them say, most of them little, so that many break one demand
 * alone.
 */

/** A mapping of these fields, each of which may be missing. */
function some(fields: { [key: string]: fc.Arbitrary<unknown> }): fc.Arbitrary<object> {
  return fc.record(fields, { requiredKeys: [] });
}

const profile = (...types: string[]) =>
  fc.constantFrom('RuntimeDefault', 'Localhost', ...types).map((type) => ({ type }));
const capability = fc.constantFrom('NET_BIND_SERVICE', 'CHOWN', 'NET_RAW', 'SYS_ADMIN', 'ALL');
const dropped = fc.oneof(
  { weight: 3, arbitrary: fc.constant(['ALL']) },
  { weight: 1, arbitrary: fc.array(capability) },
);
const seLinuxOptions = some({
  type: fc.constantFrom('', 'container_t', 'container_kvm_t', 'container_engine_t', 'spc_t'),
  level: fc.constant('s0'),
  user: fc.constantFrom('', 'root'),
  role: fc.constantFrom('', 'admin'),
});
const shared = {
  runAsNonRoot: fc.oneof({ weight: 3, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
  runAsUser: fc.constantFrom(0, 1, 10001),
  seccompProfile: profile('RuntimeDefault', 'Unconfined'),
  appArmorProfile: profile('RuntimeDefault', 'Unconfined'),
  seLinuxOptions,
  windowsOptions: some({ hostProcess: fc.boolean() }),
};

/** Up to as many of the fields of a mapping. */
function few(context: object, maxLength: number): fc.Arbitrary<object> {
  const entries = Object.entries(context);
  return fc
    .subarray(entries, { maxLength: Math.min(maxLength, entries.length) })
    .map((chosen) => Object.fromEntries(chosen));
}

const CONFINED = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };
const CONFINED_POD = { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } };

/** Most containers are as confined as can be, but for what is drawn. */
const containerContext = fc
  .tuple(
    fc.constantFrom({}, CONFINED, CONFINED, CONFINED),
    some({
      ...shared,
      privileged: fc.boolean(),
      allowPrivilegeEscalation: fc.boolean(),
      procMount: fc.constantFrom('Default', 'Unmasked'),
      capabilities: some({ add: fc.array(capability, { maxLength: 2 }), drop: dropped }),
    }).chain((context) => few(context, 1)),
  )
  .map(([confined, drawn]) => ({ ...confined, ...drawn }));

const action = fc.oneof(
  some({ host: fc.constantFrom('', '127.0.0.1') }).map((httpGet) => ({ httpGet: { ...httpGet, port: 80 } })),
  some({ host: fc.constantFrom('', 'example.com') }).map((tcpSocket) => ({ tcpSocket: { ...tcpSocket, port: 80 } })),
);

const container = (name: string) =>
  fc
    .record(
      {
        securityContext: containerContext,
        rest: some({
          ports: fc.array(fc.constantFrom({ containerPort: 80 }, { containerPort: 80, hostPort: 8080 }), {
            maxLength: 2,
          }),
          livenessProbe: action,
          startupProbe: action,
          lifecycle: some({ preStop: action, postStart: action }),
        }).chain((fields) => few(fields, 1)),
      },
      { requiredKeys: ['securityContext', 'rest'] },
    )
    .map(({ securityContext, rest }) => ({ name, image: 'registry.k8s.io/pause', securityContext, ...rest }));

const SOURCES = [
  ...[
    'configMap',
    'csi',
    'downwardAPI',
    'emptyDir',
    'ephemeral',
    'image',
    'persistentVolumeClaim',
    'projected',
    'secret',
  ],
  ...['hostPath', 'nfs', 'iscsi', 'gitRepo', 'cephfs', 'azureFile', 'awsElasticBlockStore'],
];
const volumes = fc
  .array(fc.constantFrom(...SOURCES), { maxLength: 1 })
  .map((types) => types.map((type, index) => ({ name: `v${index}`, [type]: {} })));

const SYSCTLS = [
  ...['kernel.shm_rmid_forced', 'net.ipv4.ip_local_reserved_ports', 'net.ipv4.tcp_keepalive_time'],
  ...['net.ipv4.tcp_rmem', 'kernel.msgmax'],
];
const podContext = fc
  .tuple(
    fc.constantFrom({}, CONFINED_POD, CONFINED_POD, CONFINED_POD),
    some({
      ...shared,
      sysctls: fc.subarray(SYSCTLS).map((names) => names.map((name) => ({ name, value: '1' }))),
    }).chain((context) => few(context, 1)),
  )
  .map(([confined, drawn]) => ({ ...confined, ...drawn }));

const spec = fc
  .record(
    {
      containers: fc.tuple(container('main')),
      securityContext: podContext,
      initContainers: fc.tuple(container('init')),
      volumes,
      hostUsers: fc.boolean(),
    },
    { requiredKeys: ['containers', 'securityContext'] },
  )
  .chain((drawn) =>
    fc
      .constantFrom(
        ...Array.from({ length: 9 }, () => ({})),
        { hostNetwork: true },
        { hostPID: true },
        { hostIPC: true },
      )
      .map((host) => ({ ...drawn, ...host })),
  );

const APP_ARMOR = 'container.apparmor.security.beta.kubernetes.io/main';
const annotations = fc.constantFrom(undefined, undefined, undefined, 'runtime/default', 'localhost/web', 'unconfined');

/** Any pod; its name is given when all are there. */
export const securedPod: fc.Arbitrary<object> = fc.tuple(spec, annotations).map(([drawn, appArmor]) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: appArmor === undefined ? {} : { annotations: { [APP_ARMOR]: appArmor } },
  spec: drawn,
}));
