import { ApiObject } from 'cdk8s';
import { App, HelmChart, WebAppChart } from 'cdk8s-webapp';
import { variantsOf } from './random-objects';
import { UNCHECKED } from './synthesis';
import { RandomData } from './yaml-random';

const KINDS = [
  ['v1', 'ConfigMap'],
  ['v1', 'Service'],
  ['apps/v1', 'Deployment'],
  ['batch/v1', 'CronJob'],
  ['networking.k8s.io/v1', 'Ingress'],
  ['example.com/v1', 'Widget'],
] as const;
const OBJECTS = 3;

/** An app with one to four environments of objects that hold anything, of which much is the same in all of them. */
export function randomApp(random: RandomData): App {
  const app = new App(UNCHECKED);
  const charts = Array.from(
    { length: 1 + random.below(4) },
    (_, index) => new WebAppChart(app, `e${index}`, { name: 'shop', namespace: `shop-${index % 2}` }),
  );
  for (let object = 0; object < OBJECTS; object += 1) {
    defineObject(random, charts, `o${object}`);
  }
  new HelmChart(app, 'helm-chart');
  return app;
}

function defineObject(random: RandomData, charts: readonly WebAppChart[], id: string): void {
  const [apiVersion, kind] = KINDS[random.below(KINDS.length)] ?? KINDS[0];
  const fields = variantsOf(random, charts.length);
  const pods = variantsOf(random, charts.length);
  charts.forEach((chart, index) => {
    if (random.below(6) === 0) {
      return;
    }
    const name = random.below(5) === 0 ? `${id}-${index}` : id;
    const labels: { [key: string]: string } = random.below(2) === 0 ? {} : { app: 'web' };
    const spec = kind === 'Deployment' ? { ...fields[index], template: { spec: pods[index] } } : fields[index];
    const content = kind === 'ConfigMap' ? { data: spec } : { spec };
    new ApiObject(chart, id, { apiVersion, kind, metadata: { name, labels }, ...content });
  });
}
