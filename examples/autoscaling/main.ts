import {
  App,
  Backend,
  Exposure,
  HealthCheck,
  MetricTarget,
  NetworkPeer,
  PercentOrAbsolute,
  ServiceMonitor,
  Stage,
  WebAppChart,
  WorkloadAlerts,
} from 'cdk8s-webapp';

const app = new App();
const chart = new WebAppChart(app, 'production', { name: 'search', namespace: 'search', stage: Stage.PRODUCTION });
const api = new Backend(chart, 'api', {
  image: 'ghcr.io/acme/search-api:7.2.4',
  port: 8000,
  ports: [{ name: 'metrics', port: 9100 }],
  // Up at once, down only when the load has been low for ten minutes.
  autoscaling: {
    minReplicas: 3,
    maxReplicas: 12,
    cpu: MetricTarget.utilization(70),
    scaleDown: { stabilizationWindowSeconds: 600 },
  },
  disruptionBudget: { maxUnavailable: PercentOrAbsolute.percent(25) },
  health: {
    check: HealthCheck.httpGet('/livez'),
    readiness: { check: HealthCheck.httpGet('/readyz') },
  },
  // Seconds in which load balancers forget a pod that is scaled away.
  shutdown: { drainSeconds: 10, gracePeriodSeconds: 40 },
  exposure: Exposure.ingress({ host: 'search.example.com' }),
});
// The labels by which the operator's Prometheus finds both.
const labels = { release: 'prometheus' };
const scrapedBy = [NetworkPeer.namespace('monitoring')];
new ServiceMonitor(chart, 'api-metrics', { workload: api, port: 'metrics', intervalSeconds: 30, scrapedBy, labels });
new WorkloadAlerts(chart, 'api-alerts', { workload: api, severity: 'page', labels });
app.synth();
