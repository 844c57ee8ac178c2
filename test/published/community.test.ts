import {
  AccessMode,
  AppNetworkPolicy,
  AppSecrets,
  Backend,
  EnvValue,
  Exposure,
  HealthCheck,
  HostPathType,
  IngressTls,
  Job,
  MetricTarget,
  NetworkPeer,
  NetworkPort,
  PercentOrAbsolute,
  PersistentClaim,
  RolloutStrategy,
  Route,
  ScheduledJob,
  Size,
  Cpu,
  StatefulBackend,
  Volume,
  WebIngress,
  Worker,
} from 'cdk8s-webapp';
import { inOrder, withoutDefaults } from '../support/published';

/*
 * Manifests of documentation and of the community, said with the constructs and compared field by field, without an
 * overlay.
 */

const command = ['/bin/sh', '-c', 'date; echo Hello'];

it('jobs whose pods no label selects', () => {
  expect(
    withoutDefaults((chart) => {
      new ScheduledJob(chart, 'hello', {
        image: 'busybox:1.28',
        schedule: '* * * * *',
        command,
        restartPolicy: 'OnFailure',
      });
      new Job(chart, 'pi', {
        image: 'perl:5.34.0',
        command: ['perl', '-Mbignum=bpi', '-wle', 'print bpi(2000)'],
        backoffLimit: 4,
      });
    }),
  ).toEqual(
    inOrder([
      {
        apiVersion: 'batch/v1',
        kind: 'CronJob',
        metadata: { name: 'hello' },
        spec: {
          schedule: '* * * * *',
          jobTemplate: {
            spec: {
              template: {
                spec: {
                  containers: [{ name: 'hello', image: 'busybox:1.28', command }],
                  restartPolicy: 'OnFailure',
                },
              },
            },
          },
        },
      },
      {
        apiVersion: 'batch/v1',
        kind: 'Job',
        metadata: { name: 'pi' },
        spec: {
          template: {
            spec: {
              containers: [
                { name: 'pi', image: 'perl:5.34.0', command: ['perl', '-Mbignum=bpi', '-wle', 'print bpi(2000)'] },
              ],
              restartPolicy: 'Never',
            },
          },
          backoffLimit: 4,
        },
      },
    ]),
  );
});

it('WordPress and MySQL: claims, a headless Service, a password from a Secret', () => {
  const labels = { app: 'wordpress' };
  const pods = { ...labels, tier: 'mysql' };
  expect(
    withoutDefaults((chart) => {
      const secret = AppSecrets.fromSecretName(chart, 'pass', 'mysql-pass', { required: ['password'] });
      const claim = new PersistentClaim(chart, 'mysql-pv-claim', {
        labels,
        accessMode: AccessMode.READ_WRITE_ONCE,
        size: Size.gibibytes(20),
      });
      new Backend(chart, 'wordpress-mysql', {
        image: 'mysql:8.0',
        containerName: 'mysql',
        port: 3306,
        portName: 'mysql',
        labels: pods,
        resourceLabels: labels,
        selector: pods,
        strategy: RolloutStrategy.recreate(),
        envVariables: {
          MYSQL_ROOT_PASSWORD: EnvValue.fromSecret(secret, 'password'),
          MYSQL_DATABASE: EnvValue.fromValue('wordpress'),
        },
        volumes: { 'mysql-persistent-storage': { path: '/var/lib/mysql', volume: Volume.sharedClaim(claim) } },
        serviceName: 'wordpress-mysql',
        exposure: Exposure.headless(),
        service: { labels, ports: [{ port: 3306 }] },
      });
    }),
  ).toEqual(
    inOrder([
      {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { name: 'mysql-pv-claim', labels },
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '20Gi' } } },
      },
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'wordpress-mysql', labels },
        spec: {
          selector: { matchLabels: pods },
          strategy: { type: 'Recreate' },
          template: {
            metadata: { labels: pods },
            spec: {
              containers: [
                {
                  image: 'mysql:8.0',
                  name: 'mysql',
                  env: [
                    {
                      name: 'MYSQL_ROOT_PASSWORD',
                      valueFrom: { secretKeyRef: { name: 'mysql-pass', key: 'password' } },
                    },
                    { name: 'MYSQL_DATABASE', value: 'wordpress' },
                  ],
                  ports: [{ containerPort: 3306, name: 'mysql' }],
                  volumeMounts: [{ name: 'mysql-persistent-storage', mountPath: '/var/lib/mysql' }],
                },
              ],
              volumes: [{ name: 'mysql-persistent-storage', persistentVolumeClaim: { claimName: 'mysql-pv-claim' } }],
            },
          },
        },
      },
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'wordpress-mysql', labels },
        spec: { ports: [{ port: 3306 }], selector: pods, clusterIP: 'None' },
      },
    ]),
  );
});

it('a StatefulSet with claims of its pods, a budget, and members that find each other before they are ready', () => {
  const labels = { app: 'zk' };
  expect(
    withoutDefaults((chart) => {
      new StatefulBackend(chart, 'zk', {
        image: 'registry.k8s.io/kubernetes-zookeeper:1.0-3.4.10',
        containerName: 'kubernetes-zookeeper',
        port: 2181,
        portName: 'client',
        ports: [
          { name: 'server', port: 2888 },
          { name: 'leader-election', port: 3888, onService: false },
        ],
        replicas: 3,
        labels: {},
        podManagementPolicy: 'OrderedReady' as never,
        strategy: RolloutStrategy.rollingUpdate(),
        podSecurityContext: { runAsUser: 1000, fsGroup: 1000 },
        affinity: {
          podAntiAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: [
              { labelSelector: { matchLabels: labels }, topologyKey: 'kubernetes.io/hostname' },
            ],
          },
        },
        health: {
          readiness: {
            check: HealthCheck.exec(['sh', '-c', 'zookeeper-ready 2181']),
            initialDelaySeconds: 10,
            timeoutSeconds: 5,
          },
        },
        volumes: {
          datadir: {
            path: '/var/lib/zookeeper',
            volume: Volume.persistentClaim({ size: Size.gibibytes(10), accessMode: AccessMode.READ_WRITE_ONCE }),
          },
        },
        disruptionBudget: { name: 'zk-pdb', maxUnavailable: PercentOrAbsolute.absolute(1) },
        exposure: Exposure.headless(),
        serviceName: 'zk-hs',
        service: { labels, ports: [{ name: 'server', port: 2888 }], publishNotReadyAddresses: true },
      });
    }),
  ).toEqual(
    inOrder([
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'zk-hs', labels },
        spec: {
          ports: [{ port: 2888, name: 'server' }],
          clusterIP: 'None',
          publishNotReadyAddresses: true,
          selector: labels,
        },
      },
      {
        apiVersion: 'policy/v1',
        kind: 'PodDisruptionBudget',
        metadata: { name: 'zk-pdb' },
        spec: { selector: { matchLabels: labels }, maxUnavailable: 1 },
      },
      {
        apiVersion: 'apps/v1',
        kind: 'StatefulSet',
        metadata: { name: 'zk' },
        spec: {
          selector: { matchLabels: labels },
          serviceName: 'zk-hs',
          replicas: 3,
          updateStrategy: { type: 'RollingUpdate' },
          podManagementPolicy: 'OrderedReady',
          template: {
            metadata: { labels },
            spec: {
              affinity: {
                podAntiAffinity: {
                  requiredDuringSchedulingIgnoredDuringExecution: [
                    { labelSelector: { matchLabels: labels }, topologyKey: 'kubernetes.io/hostname' },
                  ],
                },
              },
              containers: [
                {
                  name: 'kubernetes-zookeeper',
                  image: 'registry.k8s.io/kubernetes-zookeeper:1.0-3.4.10',
                  ports: [
                    { containerPort: 2181, name: 'client' },
                    { containerPort: 2888, name: 'server' },
                    { containerPort: 3888, name: 'leader-election' },
                  ],
                  readinessProbe: {
                    exec: { command: ['sh', '-c', 'zookeeper-ready 2181'] },
                    initialDelaySeconds: 10,
                    timeoutSeconds: 5,
                  },
                  volumeMounts: [{ name: 'datadir', mountPath: '/var/lib/zookeeper' }],
                },
              ],
              securityContext: { runAsUser: 1000, fsGroup: 1000 },
            },
          },
          volumeClaimTemplates: [
            {
              metadata: { name: 'datadir' },
              spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10Gi' } } },
            },
          ],
        },
      },
    ]),
  );
});

it('php-apache: a share of the CPU that pods request', () => {
  const labels = { run: 'php-apache' };
  expect(
    withoutDefaults((chart) => {
      new Backend(chart, 'php-apache', {
        image: 'registry.k8s.io/hpa-example',
        port: 80,
        selector: labels,
        resources: { cpu: { request: Cpu.millis(200), limit: Cpu.millis(500) } },
        autoscaling: { minReplicas: 1, maxReplicas: 10, cpu: MetricTarget.utilization(50) },
        serviceName: 'php-apache',
        service: { labels },
      });
    }),
  ).toEqual(
    inOrder([
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'php-apache' },
        spec: {
          selector: { matchLabels: labels },
          template: {
            metadata: { labels },
            spec: {
              containers: [
                {
                  name: 'php-apache',
                  image: 'registry.k8s.io/hpa-example',
                  ports: [{ containerPort: 80 }],
                  resources: { limits: { cpu: '500m' }, requests: { cpu: '200m' } },
                },
              ],
            },
          },
        },
      },
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'php-apache', labels },
        spec: { ports: [{ port: 80 }], selector: labels },
      },
      {
        apiVersion: 'autoscaling/v2',
        kind: 'HorizontalPodAutoscaler',
        metadata: { name: 'php-apache' },
        spec: {
          scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'php-apache' },
          minReplicas: 1,
          maxReplicas: 10,
          metrics: [
            { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } } },
          ],
        },
      },
    ]),
  );
});

it('a policy with blocks of addresses, and an Ingress with paths of Services that others define', () => {
  expect(
    withoutDefaults((chart) => {
      new AppNetworkPolicy(chart, 'test-network-policy', {
        podSelector: { matchLabels: { role: 'db' } },
        policyTypes: ['Ingress', 'Egress'] as never,
        ingress: [
          {
            peers: [
              NetworkPeer.cidr('172.17.0.0/16', { except: ['172.17.1.0/24'] }),
              NetworkPeer.select({ namespaceSelector: { matchLabels: { project: 'myproject' } } }),
              NetworkPeer.pods({ role: 'frontend' }),
            ],
            ports: [NetworkPort.tcp(6379)],
          },
        ],
        egress: [{ peers: [NetworkPeer.cidr('10.0.0.0/24')], ports: [NetworkPort.range(32000, 32768)] }],
      });
      new WebIngress(chart, 'simple-fanout-example', {
        host: 'foo.bar.com',
        tls: IngressTls.none(),
        className: 'nginx-example',
        annotations: { 'nginx.ingress.kubernetes.io/rewrite-target': '/' },
        routes: [
          Route.toExternal('service1', { path: '/foo', port: 4200 }),
          Route.toExternal('service2', { path: '/bar', port: 8080 }),
        ],
      });
    }),
  ).toEqual(
    inOrder([
      {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata: { name: 'test-network-policy' },
        spec: {
          podSelector: { matchLabels: { role: 'db' } },
          policyTypes: ['Ingress', 'Egress'],
          ingress: [
            {
              from: [
                { ipBlock: { cidr: '172.17.0.0/16', except: ['172.17.1.0/24'] } },
                { namespaceSelector: { matchLabels: { project: 'myproject' } } },
                { podSelector: { matchLabels: { role: 'frontend' } } },
              ],
              ports: [{ protocol: 'TCP', port: 6379 }],
            },
          ],
          egress: [
            { to: [{ ipBlock: { cidr: '10.0.0.0/24' } }], ports: [{ protocol: 'TCP', port: 32000, endPort: 32768 }] },
          ],
        },
      },
      {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'Ingress',
        metadata: {
          name: 'simple-fanout-example',
          annotations: { 'nginx.ingress.kubernetes.io/rewrite-target': '/' },
        },
        spec: {
          ingressClassName: 'nginx-example',
          rules: [
            {
              host: 'foo.bar.com',
              http: {
                paths: [
                  {
                    path: '/foo',
                    pathType: 'Prefix',
                    backend: { service: { name: 'service1', port: { number: 4200 } } },
                  },
                  {
                    path: '/bar',
                    pathType: 'Prefix',
                    backend: { service: { name: 'service2', port: { number: 8080 } } },
                  },
                ],
              },
            },
          ],
        },
      },
    ]),
  );
});

it('a metrics server: probes by the name of a port, a chart label that pods do not have', () => {
  const pods = { 'k8s-app': 'metrics-server' };
  const labels = { ...pods, 'helm.sh/chart': 'metrics-server-3.12.0' };
  const check = (path: string) => HealthCheck.httpGet(path, { https: true, portName: 'https' });
  const probe = (path: string) => ({
    httpGet: { path, port: 'https', scheme: 'HTTPS' },
    periodSeconds: 10,
    failureThreshold: 3,
  });
  const security = {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    readOnlyRootFilesystem: true,
    runAsNonRoot: true,
    runAsUser: 1000,
    seccompProfile: { type: 'RuntimeDefault' },
  };
  expect(
    withoutDefaults((chart) => {
      new Backend(chart, 'metrics-server', {
        image: 'registry.k8s.io/metrics-server/metrics-server:v0.7.1',
        port: 10250,
        portName: 'https',
        labels: pods,
        resourceLabels: labels,
        selector: pods,
        hostNetwork: true,
        strategy: RolloutStrategy.rollingUpdate({ maxUnavailable: PercentOrAbsolute.absolute(0) }),
        args: ['--cert-dir=/tmp', '--secure-port=10250'],
        imagePullPolicy: 'IfNotPresent' as never,
        health: {
          liveness: { check: check('/livez'), periodSeconds: 10, failureThreshold: 3 },
          readiness: { check: check('/readyz'), periodSeconds: 10, failureThreshold: 3, initialDelaySeconds: 20 },
        },
        resources: { cpu: { request: Cpu.millis(100) }, memory: { request: Size.mebibytes(200) } },
        securityContext: security,
        volumes: { 'tmp-dir': { path: '/tmp', volume: Volume.emptyDir() } },
        nodeSelector: { 'kubernetes.io/os': 'linux' },
        priorityClassName: 'system-cluster-critical',
        serviceAccountName: 'metrics-server',
        serviceName: 'metrics-server',
        service: { labels, ports: [{ name: 'https', port: 443, targetPortName: 'https' }] },
      });
    }),
  ).toEqual(
    inOrder([
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'metrics-server', labels },
        spec: {
          selector: { matchLabels: pods },
          strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0 } },
          template: {
            metadata: { labels: pods },
            spec: {
              hostNetwork: true,
              containers: [
                {
                  name: 'metrics-server',
                  image: 'registry.k8s.io/metrics-server/metrics-server:v0.7.1',
                  imagePullPolicy: 'IfNotPresent',
                  args: ['--cert-dir=/tmp', '--secure-port=10250'],
                  livenessProbe: probe('/livez'),
                  readinessProbe: { ...probe('/readyz'), initialDelaySeconds: 20 },
                  ports: [{ containerPort: 10250, name: 'https' }],
                  resources: { requests: { cpu: '100m', memory: '200Mi' } },
                  securityContext: security,
                  volumeMounts: [{ mountPath: '/tmp', name: 'tmp-dir' }],
                },
              ],
              nodeSelector: { 'kubernetes.io/os': 'linux' },
              priorityClassName: 'system-cluster-critical',
              serviceAccountName: 'metrics-server',
              volumes: [{ name: 'tmp-dir', emptyDir: {} }],
            },
          },
        },
      },
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'metrics-server', labels },
        spec: { selector: pods, ports: [{ name: 'https', port: 443, targetPort: 'https' }] },
      },
    ]),
  );
});

it('an agent of nodes: root, paths of the node, a part of a volume that a variable names', () => {
  expect(
    withoutDefaults((chart) => {
      new Worker(chart, 'agent', {
        image: 'example.com/agent:1.2.3',
        labels: { app: 'agent' },
        userId: 0,
        hostPid: true,
        dnsPolicy: 'ClusterFirstWithHostNet',
        securityContext: { privileged: true },
        envVariables: { POD_NAME: EnvValue.fromField('metadata.name') },
        volumes: {
          logs: { path: '/logs', subPathExpr: '$(POD_NAME)', volume: Volume.hostPath('/var/log/pods') },
          socket: {
            path: '/var/run/docker.sock',
            readOnly: true,
            volume: Volume.hostPath('/var/run/docker.sock', { type: HostPathType.SOCKET }),
          },
          media: { path: '/media', volume: Volume.nfs({ server: 'nfs.example.com', path: '/exports' }) },
        },
      });
    }),
  ).toEqual(
    inOrder([
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'agent', labels: { app: 'agent' } },
        spec: {
          selector: { matchLabels: { app: 'agent' } },
          template: {
            metadata: { labels: { app: 'agent' } },
            spec: {
              hostPID: true,
              dnsPolicy: 'ClusterFirstWithHostNet',
              securityContext: { runAsUser: 0, runAsGroup: 0, fsGroup: 0 },
              containers: [
                {
                  name: 'agent',
                  image: 'example.com/agent:1.2.3',
                  env: [{ name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }],
                  securityContext: { privileged: true },
                  volumeMounts: [
                    { name: 'logs', mountPath: '/logs', subPathExpr: '$(POD_NAME)' },
                    { name: 'media', mountPath: '/media' },
                    { name: 'socket', mountPath: '/var/run/docker.sock', readOnly: true },
                  ],
                },
              ],
              volumes: [
                { name: 'logs', hostPath: { path: '/var/log/pods' } },
                { name: 'media', nfs: { server: 'nfs.example.com', path: '/exports' } },
                { name: 'socket', hostPath: { path: '/var/run/docker.sock', type: 'Socket' } },
              ],
            },
          },
        },
      },
    ]),
  );
});
