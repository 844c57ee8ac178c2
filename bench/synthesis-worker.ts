import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ApiObject, App as StockApp, Chart } from 'cdk8s';
import { App } from 'cdk8s-webapp';

/*
 * Synthesizes charts of 4 objects in a process of its own, so that memory and compiled code of one measurement do not
 * reach the next. Usage: synthesis-worker.ts stock|ours CHARTS none|chain|layers RUNS. Prints JSON: the fastest run in
 * milliseconds, and by how many bytes the peak of memory grew.
 */
const LAYER = 10;
const WARM_UP = 50;

type Shape = 'none' | 'chain' | 'layers';

function define(app: StockApp, count: number, shape: Shape): void {
  const charts: Chart[] = [];
  for (let index = 0; index < count; index += 1) {
    const name = `service-${String(index)}`;
    const chart = new Chart(app, name, { namespace: name, labels: { app: name } });
    for (const [kind, fields] of Object.entries(objects(name))) {
      new ApiObject(chart, kind, { apiVersion: 'v1', kind, metadata: { name }, ...fields });
    }
    const targets = shape === 'chain' ? charts.slice(-1) : shape === 'layers' ? layerBefore(charts) : [];
    charts.push(chart);
    chart.addDependency(...targets);
  }
}

function layerBefore(charts: readonly Chart[]): Chart[] {
  const begin = Math.floor(charts.length / LAYER) * LAYER;
  return charts.slice(Math.max(0, begin - LAYER), begin);
}

/** The four objects that a service has at least, of the size that they have. */
function objects(name: string): { [kind: string]: object } {
  const labels = { 'app.kubernetes.io/name': name, 'app.kubernetes.io/part-of': 'shop', app: name };
  const probe = { httpGet: { path: '/health', port: 'http' }, periodSeconds: 10, failureThreshold: 3 };
  const container = {
    name: 'main',
    image: `ghcr.io/acme/${name}:1.0.0`,
    ports: [{ name: 'http', containerPort: 8080 }],
    env: [{ name: 'MODE', value: 'production' }],
    envFrom: [{ configMapRef: { name } }],
    resources: { requests: { cpu: '250m', memory: '256Mi' }, limits: { cpu: '500m', memory: '512Mi' } },
    livenessProbe: probe,
    readinessProbe: probe,
    securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
  };
  return {
    ConfigMap: { data: { LOG_LEVEL: 'INFO', PORT: '8080', URL: `https://${name}.example.com`, FLAGS: 'on' } },
    ServiceAccount: { automountServiceAccountToken: false },
    Service: { spec: { selector: { app: name }, ports: [{ name: 'http', port: 80, targetPort: 'http' }] } },
    Deployment: {
      spec: {
        replicas: 2,
        selector: { matchLabels: { app: name } },
        template: { metadata: { labels }, spec: { containers: [container], serviceAccountName: name } },
      },
    },
  };
}

/**
 * Milliseconds of the processor that `synth` takes, which a busy machine changes less than those of the clock. Defining the
 * app is not part of it, for it is the same for both.
 */
function synthesize(kind: string, count: number, shape: Shape): number {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-webapp-bench-'));
  const app = kind === 'stock' ? new StockApp({ outdir }) : new App({ outdir });
  define(app, count, shape);
  const started = process.cpuUsage();
  app.synth();
  const { user, system } = process.cpuUsage(started);
  fs.rmSync(outdir, { recursive: true });
  return (user + system) / 1000;
}

const [kind = '', charts = '', shape = 'none', runs = '1'] = process.argv.slice(2);
synthesize(kind, WARM_UP, 'none');
const before = process.resourceUsage().maxRSS;
const times = Array.from({ length: Number(runs) }, () => synthesize(kind, Number(charts), shape as Shape));
const bytes = (process.resourceUsage().maxRSS - before) * 1024;
process.stdout.write(JSON.stringify({ milliseconds: Math.min(...times), bytes }));
