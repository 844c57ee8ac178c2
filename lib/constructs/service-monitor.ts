import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import type { ServiceMonitorSpec, ServiceMonitorSpecEndpoints } from '../../imports/monitoring.coreos.com';
import { Finding, show } from '../model/core/issue';
import { dnsSubdomain } from '../model/core/names';
import { instance, list, map, number, record, text } from '../model/core/reading';
import { oneOf, wholeNumber } from '../model/core/rules';
import { hasMethods } from '../model/core/untrusted';
import { annotationFindings, labelsFindings } from '../model/exposure/annotations';
import { ServedPort } from '../model/exposure/service-exposure';
import { NetworkPeer } from '../model/network/network-peer';
import { NetworkPort } from '../model/network/network-port';
import { placeFindings } from './environment-sources';
import { KubernetesObject } from './kubernetes-object';
import { ServedWorkload } from './served-workload';
import { Validation } from './validation';
import { Workload } from './workload';
import { Written } from './written';

type Endpoint = Written<ServiceMonitorSpecEndpoints>;

/** Options of `ServiceMonitor`. */
export interface ServiceMonitorProps {
  /** The workload whose metrics are read. */
  readonly workload: ServedWorkload;
  /**
   * Name of the port that serves the metrics. The main Service of the workload must offer it.
   * @default - the first port of the Service
   */
  readonly port?: string;
  /**
   * Path of the metrics.
   * @default '/metrics'
   */
  readonly path?: string;
  /**
   * `http` or `https`.
   * @default - http, as the operator has it
   */
  readonly scheme?: string;
  /**
   * Seconds between two readings.
   * @default - what Prometheus is configured to
   */
  readonly intervalSeconds?: number;
  /**
   * Seconds until a reading counts as failed; at most the interval.
   * @default - what Prometheus is configured to
   */
  readonly timeoutSeconds?: number;
  /**
   * Where Prometheus runs, which the NetworkPolicy of the workload then lets in.
   * @default - any pod of the cluster
   */
  readonly scrapedBy?: NetworkPeer[];
  /**
   * Name of the object.
   * @default - the name of the workload
   */
  readonly name?: string;
  /**
   * Labels of the object, by which Prometheus finds it, for example `release: prometheus`.
   * @default - those of the chart
   */
  readonly labels?: { [key: string]: string };
  /**
   * Annotations of the object.
   * @default - none
   */
  readonly annotations?: { [key: string]: string };
}

const DEFAULT_PATH = '/metrics';
const SCHEMES = ['http', 'https'];
/** Labels of a Service of which one is enough to find it. */
const NAMING_LABELS = ['app', 'app.kubernetes.io/name'];

const reader = record({
  workload: instance('a workload with a Service', (value) => Workload.isWorkload(value) && 'service' in value),
  port: text,
  path: text,
  scheme: text,
  intervalSeconds: number,
  timeoutSeconds: number,
  scrapedBy: list(instance('a NetworkPeer', (value) => hasMethods(value, ['findings']))),
  name: text,
  labels: map(text),
  annotations: map(text),
});

/**
 * Lets the Prometheus operator read the metrics of a workload.
 *
 * @see https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.ServiceMonitor
 */
export class ServiceMonitor extends Construct {
  /**
   * The ServiceMonitor.
   * @default - none, where the workload is missing
   */
  readonly monitor?: KubernetesObject;

  constructor(scope: Construct, id: string, given: ServiceMonitorProps) {
    super(scope, id);
    const { value, findings } = reader('', given);
    const props = { ...(value as Partial<ServiceMonitorProps>) };
    const { workload } = props;
    Validation.of(this).report(...findings);
    if (workload === undefined) {
      Validation.of(this).report(...(findings.some(({ field }) => field === 'workload') ? [] : [missing()]));
      return;
    }
    const name = props.name ?? workload.name;
    const selector = selectorOf(workload.service.service);
    Validation.of(this).report(
      ...placeFindings('workload', this, workload),
      ...monitorFindings(name, props),
      ...portFindings(workload, props.port),
      ...(Object.keys(selector).length === 0 ? [unlabelled(workload)] : []),
    );
    this.letIn(workload, props);
    this.monitor = new KubernetesObject(this, 'Resource', {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'ServiceMonitor',
      metadata: { name, labels: props.labels, annotations: props.annotations },
      spec: specOf(props, workload, selector),
    });
  }

  /** A policy that lets nobody in would leave Prometheus outside. */
  private letIn(
    workload: ServedWorkload,
    { port, scrapedBy = [NetworkPeer.select({ namespaceSelector: {} })] }: Partial<ServiceMonitorProps>,
  ): void {
    const scraped = scrapedPort(workload, port);
    if (scraped !== undefined && scrapedBy.length > 0) {
      const ports = [NetworkPort.number(scraped.targetPort, scraped.protocol)];
      workload.allowIngress({ peers: scrapedBy, ports });
    }
  }
}

/** The port of the Service that serves the metrics; `undefined` where it does not offer it by a name. */
function scrapedPort({ service }: ServedWorkload, wanted: string | undefined): ServedPort | undefined {
  const [first] = service.ports;
  return service.ports.find(({ name = '' }) => name !== '' && name === (wanted ?? first?.name));
}

/** Several Services of one workload carry its labels and lead to the same pods, which are read once. */
function onlyMainService(workload: ServedWorkload): Endpoint['relabelings'] {
  const services = KubernetesObject.all(workload).filter(({ kind }) => kind === 'Service');
  const [sourceLabels, regex] = [['__meta_kubernetes_service_name'], workload.service.exposure.serviceName];
  return services.length > 1 ? [{ action: 'keep', sourceLabels, regex }] : undefined;
}

function specOf(
  props: Partial<ServiceMonitorProps>,
  workload: ServedWorkload,
  matchLabels: { [key: string]: string },
): Written<ServiceMonitorSpec> {
  const { port, path, scheme, intervalSeconds, timeoutSeconds } = props;
  const seconds = (amount: number | undefined) => (amount === undefined ? undefined : `${amount}s`);
  return {
    selector: { matchLabels },
    endpoints: [
      {
        port: scrapedPort(workload, port)?.name,
        path: path ?? DEFAULT_PATH,
        scheme: scheme as Endpoint['scheme'],
        interval: seconds(intervalSeconds),
        scrapeTimeout: seconds(timeoutSeconds),
        relabelings: onlyMainService(workload),
      },
    ],
  };
}

/** The label by which the Service of a workload is told from others: none that every object of the chart has. */
function selectorOf(service: KubernetesObject): { [key: string]: string } {
  const { metadata } = service;
  const common = Chart.of(service).labels;
  const entries = NAMING_LABELS.map((key): [string, string | undefined] => [key, metadata.getLabel(key)]);
  const known = entries.filter(([key, value]) => value !== undefined && value !== common[key]).slice(0, 1);
  return Object.fromEntries(known) as { [key: string]: string };
}

function monitorFindings(name: string, props: Partial<ServiceMonitorProps>): Finding[] {
  const { path = DEFAULT_PATH, scheme = 'http', intervalSeconds, timeoutSeconds, labels, annotations } = props;
  const why = { code: 'scrape-timing-out-of-range', remedy: 'Give whole seconds; a reading ends before the next.' };
  const most = intervalSeconds;
  return [
    ...dnsSubdomain('name', name),
    ...labelsFindings('labels', labels),
    ...annotationFindings('annotations', annotations),
    ...(path.startsWith('/') ? [] : [relativePath(path)]),
    ...oneOf('scheme', scheme, SCHEMES, { code: 'scrape-scheme-unknown', remedy: 'Use one of the two.' }),
    ...(intervalSeconds === undefined ? [] : wholeNumber('intervalSeconds', intervalSeconds, { min: 1 }, why)),
    ...(timeoutSeconds === undefined ? [] : wholeNumber('timeoutSeconds', timeoutSeconds, { min: 1, max: most }, why)),
  ];
}

function relativePath(given: string): Finding {
  const [allowed, remedy] = ['a path that begins with "/"', 'Give the path that serves the metrics.'];
  return { code: 'scrape-path-invalid', field: 'path', given: show(given), allowed, remedy };
}

function portFindings(workload: ServedWorkload, port: string | undefined): Finding[] {
  if (scrapedPort(workload, port) !== undefined) {
    return [];
  }
  const offered = workload.service.ports.flatMap(({ name = '' }) => (name === '' ? [] : [name]));
  const given = port === undefined ? 'a first port without a name' : show(port);
  const allowed = offered.length === 0 ? 'nothing: no port of the Service has a name' : offered.join(', ');
  const remedy = 'Name a port that the Service of the workload offers, or add it there with a name.';
  return [{ code: 'scrape-port-unknown', field: 'port', given, allowed, remedy }];
}

function missing(): Finding {
  const [given, allowed] = ['nothing', 'a workload with a Service'];
  return {
    code: 'setting-incomplete',
    field: 'workload',
    given,
    allowed,
    remedy: 'Give the workload whose metrics are read.',
  };
}

function unlabelled({ name }: ServedWorkload): Finding {
  return {
    code: 'scrape-selects-nothing',
    field: 'workload',
    given: `the Service of ${name}, which has none of the labels ${NAMING_LABELS.join(', ')} of its own`,
    allowed: 'a Service that a label tells from others',
    remedy: 'Give the workload a label app, or do not turn its labels off.',
  };
}
