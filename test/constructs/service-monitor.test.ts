import {
  type App,
  Backend,
  type BackendProps,
  Default,
  Exposure,
  NetworkPeer,
  ServiceMonitor,
  type ServiceMonitorProps,
  StatefulBackend,
  WebAppChart,
  Worker,
  WorkloadAlerts,
} from 'cdk8s-webapp';
import { find, issuesOf, summary, synthesize } from '../support/synthesis';

const BACKEND: BackendProps = {
  image: 'acme/api:1.0.0',
  port: 8000,
  ports: [
    { name: 'metrics', port: 9100 },
    { name: 'debug', port: 6060, onService: false },
  ],
};
const monitored = (props: Partial<ServiceMonitorProps> = {}, backend: Partial<BackendProps> = {}) =>
  synthesize((chart) => {
    const workload = new Backend(chart, 'api', { ...BACKEND, ...backend });
    new ServiceMonitor(chart, 'monitor', { workload, ...props });
  });
const issues = (props: object, backend: Partial<BackendProps> = {}) =>
  summary(
    issuesOf((chart) => {
      const workload = new Backend(chart, 'api', { ...BACKEND, ...backend });
      new ServiceMonitor(chart, 'monitor', { workload, ...props });
    }),
  );

describe('ServiceMonitor', () => {
  it('reads /metrics of the first port', () => {
    const { metadata, spec } = find(monitored(), 'ServiceMonitor');
    expect(metadata).toMatchObject({ name: 'api', namespace: 'shop' });
    expect(spec).toEqual({
      selector: { matchLabels: { app: 'api' } },
      endpoints: [{ port: 'http', path: '/metrics' }],
    });
  });

  it('renders everything that is set', () => {
    const monitor = find(
      monitored({
        name: 'api-metrics',
        port: 'metrics',
        path: '/prometheus',
        scheme: 'https',
        intervalSeconds: 30,
        timeoutSeconds: 10,
        labels: { release: 'prometheus' },
        annotations: { 'example.com/owner': 'shop' },
      }),
      'ServiceMonitor',
    );
    expect(monitor.metadata).toMatchObject({ name: 'api-metrics', labels: { release: 'prometheus' } });
    expect(monitor.metadata).toMatchObject({ annotations: { 'example.com/owner': 'shop' } });
    expect(monitor.spec.endpoints).toEqual([
      { port: 'metrics', path: '/prometheus', scheme: 'https', interval: '30s', scrapeTimeout: '10s' },
    ]);
  });

  it('selects a label that the Service carries, and names a port that it offers', () => {
    const objects = monitored({ port: 'metrics' }, { labels: { app: 'shop-api' } });
    const service = find(objects, 'Service');
    const { selector, endpoints } = find(objects, 'ServiceMonitor').spec;
    expect((service.metadata as { labels?: object }).labels).toMatchObject(selector.matchLabels);
    expect(service.spec.ports.map(({ name }: { name: string }) => name)).toContain(endpoints[0].port);
  });

  it('reads what the Service offers, whatever the ports of the container are', () => {
    const side = { image: 'acme/side:1.0.0', ports: [{ name: 'side', port: 9200 }] };
    const service = {
      ports: [
        { name: 'web', port: 80 },
        { name: 'side', port: 81 },
      ],
    };
    const objects = (port?: string) => monitored(port === undefined ? {} : { port }, { service, sidecars: { side } });
    expect(find(objects(), 'ServiceMonitor').spec.endpoints).toEqual([{ port: 'web', path: '/metrics' }]);
    const all = objects('side');
    expect(find(all, 'ServiceMonitor').spec.endpoints).toEqual([{ port: 'side', path: '/metrics' }]);
    expect(find(all, 'NetworkPolicy', 'api').spec.ingress).toEqual([
      { from: [{ namespaceSelector: {} }], ports: [{ port: 9200, protocol: 'TCP' }] },
    ]);
    expect(issues({ port: 'metrics' }, { service, sidecars: { side } })).toEqual([
      'test/monitor port scrape-port-unknown',
    ]);
  });

  it('reads no port that a public Service does not offer, or that has no name', () => {
    const exposure = Exposure.loadBalancer();
    expect(issues({ port: 'metrics' }, { exposure })).toEqual(['test/monitor port scrape-port-unknown']);
    expect(issues({}, { ports: [], without: [Default.PORT_NAME] })).toEqual(['test/monitor port scrape-port-unknown']);
  });

  it('watches a workload of its own namespace', () => {
    const found = issuesOf((chart) => {
      const other = new WebAppChart(chart.node.root as App, 'other', { name: 'other', namespace: 'other' });
      const workload = new Backend(other, 'api', BACKEND);
      new ServiceMonitor(chart, 'monitor', { workload });
      new WorkloadAlerts(chart, 'alerts', { workload });
    });
    expect(summary(found)).toEqual([
      'test/monitor workload reference-elsewhere',
      'test/alerts workload reference-elsewhere',
    ]);
  });

  it('reads pods once that several Services lead to', () => {
    const objects = synthesize((chart) => {
      const workload = new StatefulBackend(chart, 'db', { image: 'acme/db:1.0.0', port: 9187 });
      new ServiceMonitor(chart, 'monitor', { workload });
    });
    expect(find(objects, 'ServiceMonitor').spec.endpoints[0].relabelings).toEqual([
      { action: 'keep', sourceLabels: ['__meta_kubernetes_service_name'], regex: 'db-service' },
    ]);
    expect(find(monitored(), 'ServiceMonitor').spec.endpoints[0]).not.toHaveProperty('relabelings');
  });

  it('lets Prometheus through the policy of the workload, wherever it runs or from one place', () => {
    const ingress = (props: Partial<ServiceMonitorProps>) =>
      find(monitored(props), 'NetworkPolicy', 'api').spec.ingress;
    expect(ingress({ port: 'metrics' })).toEqual([
      { from: [{ namespaceSelector: {} }], ports: [{ port: 9100, protocol: 'TCP' }] },
    ]);
    expect(ingress({ scrapedBy: [NetworkPeer.namespace('monitoring')] })).toEqual([
      {
        from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } }],
        ports: [{ port: 8000, protocol: 'TCP' }],
      },
    ]);
  });

  it.each([
    [{ workload: undefined }, 'workload setting-incomplete'],
    [{ workload: 'api' }, 'workload setting-invalid'],
    [{ port: 'debug' }, 'port scrape-port-unknown'],
    [{ port: 'nothing' }, 'port scrape-port-unknown'],
    [{ path: 'metrics' }, 'path scrape-path-invalid'],
    [{ scrapedBy: ['monitoring'] }, 'scrapedBy[0] setting-invalid'],
    [{ scheme: 'ftp' }, 'scheme scrape-scheme-unknown'],
    [{ intervalSeconds: 0 }, 'intervalSeconds scrape-timing-out-of-range'],
    [{ intervalSeconds: 10, timeoutSeconds: 20 }, 'timeoutSeconds scrape-timing-out-of-range'],
    [{ name: 'API' }, 'name name-invalid'],
    [{ labels: { release: 'a b' } }, 'labels.release label-invalid'],
    [{ annotations: { 'a b': 'c' } }, 'annotations.a b label-invalid'],
    [{ interval: '30s' }, 'interval setting-unknown'],
  ])('refuses %j', (props, expected) => {
    expect(issues(props)).toEqual([`test/monitor ${expected}`]);
  });

  it('refuses a workload without a Service', () => {
    const found = issuesOf((chart) => {
      const workload = new Worker(chart, 'worker', { image: 'acme/worker:1.0.0' });
      new ServiceMonitor(chart, 'monitor', { workload: workload as never });
    });
    expect(summary(found)).toEqual(['test/monitor workload setting-invalid']);
  });

  it('refuses a Service that no label tells from others', () => {
    const selector = { role: 'api' };
    const without = [Default.WORKLOAD_LABELS, Default.COMMON_LABELS];
    const found = issuesOf(
      (chart) => {
        const workload = new Backend(chart, 'api', { ...BACKEND, selector, without });
        new ServiceMonitor(chart, 'monitor', { workload });
      },
      { without },
    );
    expect(summary(found)).toContain('test/monitor workload scrape-selects-nothing');
  });

  it('refuses a Service that only labels of the whole application tell', () => {
    const found = issuesOf((chart) => {
      const workload = new Backend(chart, 'api', { ...BACKEND, without: [Default.WORKLOAD_LABELS] });
      new ServiceMonitor(chart, 'monitor', { workload });
    });
    expect(summary(found)).toEqual(['test/monitor workload scrape-selects-nothing']);
  });
});
