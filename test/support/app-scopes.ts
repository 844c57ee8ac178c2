import { App, WebAppChart } from 'cdk8s-webapp';
import { Manifests } from 'cdk8s-webapp/testing';
import { CheckScope } from '../../lib/checks/check-scope';
import { CheckedObject } from '../../lib/checks/checked-object';
import { externalsOf } from '../../lib/constructs/external-objects';
import { hostSynthesis } from '../../lib/synth/host';
import { scopeOf } from './checks';
import { synthesizeExample } from './examples';

/** What is judged of an app: the objects of each environment, with its stage, its cluster and what it declares. */
export function scopesOf(app: App): CheckScope[] {
  const { objects } = app.render();
  const charts = app.node.findAll().filter((construct) => WebAppChart.isWebAppChart(construct));
  const environments = [...new Set(charts.map(({ environment }) => environment))];
  return environments.map((environment) => {
    const own = charts.filter((chart) => chart.environment === environment);
    const [{ cluster, stage }] = own as [WebAppChart];
    return new CheckScope({
      ...{ cluster, external: own.flatMap((chart) => chart.node.findAll()).flatMap(externalsOf) },
      objects: objects
        .filter((object) => object.environment === environment)
        .map((object): CheckedObject => ({ ...object, manifest: { ...object.manifest }, stage })),
    });
  });
}

/** The app of an example, which is not written. */
export function appOfExample(name: string): App {
  const apps: App[] = [];
  const host = {
    synth: (app: App) => {
      apps.push(app);
    },
  };
  hostSynthesis(host, () => {
    synthesizeExample(name, 'unused');
  });
  return apps[0] as App;
}

/** What is judged of one chart. */
export function scopeOfChart(chart: WebAppChart): CheckScope {
  const objects = Manifests.of(chart).all();
  return scopeOf(objects, { stage: chart.stage, external: chart.node.findAll().flatMap(externalsOf) });
}
