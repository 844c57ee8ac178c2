import { ApiObject, type App, Chart } from 'cdk8s';
import { manifests } from './manifests';

const LAYER = 10;

/** How the charts depend on each other. */
export type Shape = 'none' | 'chain' | 'layers';

/** Defines charts of 4 objects, `service-0` and so on. */
export function defineCharts(app: App, count: number, shape: Shape = 'none'): void {
  const charts: Chart[] = [];
  for (let index = 0; index < count; index += 1) {
    const name = `service-${String(index)}`;
    const chart = new Chart(app, name, { namespace: name, labels: { app: name } });
    for (const manifest of manifests(name)) {
      new ApiObject(chart, manifest.kind, manifest);
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
