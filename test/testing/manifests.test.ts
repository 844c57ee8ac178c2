import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { ApiObject, App as Cdk8sApp, Chart, Lazy } from 'cdk8s';
import { App, Backend, Default, Frontend, Stage, ValidationError, WebAppChart } from 'cdk8s-webapp';
import { Manifests, TestChart } from 'cdk8s-webapp/testing';
import { todoChatbot } from '../../main';
import { UNCHECKED } from '../support/synthesis';

const IMAGE = 'ghcr.io/acme/api:1.4.2';

/** Without objects that nobody defines, so that those which a test defines can be counted. */
const QUIET = {
  without: [Default.NETWORK_POLICY, Default.SERVICE_ACCOUNT, Default.DISRUPTION_BUDGET, Default.SPREAD],
};

/** A chart with two workloads. */
function shop(): { chart: TestChart; api: Backend; web: Frontend } {
  const chart = new TestChart({ name: 'test', namespace: 'test', ...QUIET });
  const api = new Backend(chart, 'api', { image: IMAGE, port: 8000, replicas: 2 });
  const web = new Frontend(chart, 'web', { image: IMAGE, port: 3000 });
  return { chart, api, web };
}

const names = (objects: { kind: string; metadata: { name: string } }[]) =>
  objects.map(({ kind, metadata }) => `${kind}/${metadata.name}`);

describe('Manifests', () => {
  it('tests a construct in three lines', () => {
    const chart = new TestChart();
    new Backend(chart, 'api', { image: IMAGE, port: 8000, replicas: 2 });
    expect(Manifests.of(chart).get('Deployment', 'api').spec.replicas).toBe(2);
  });

  it('gets an object by its kind, where that is enough', () => {
    const chart = new TestChart();
    new Backend(chart, 'api', { image: IMAGE, port: 8000 });
    expect(Manifests.of(chart).get('Service').metadata.name).toBe('api-service');
  });

  it('says what there is, where an object is not', () => {
    const { chart } = shop();
    const manifests = Manifests.of(chart);
    expect(() => manifests.get('Deployment', 'backend')).toThrow(/^No Deployment "backend" in test\. There is: /);
    expect(() => manifests.get('Deployment', 'backend')).toThrow(/Deployment "api" \(test\/api\/Resource\), /);
    expect(() => manifests.get('Ingress')).toThrow(/^No Ingress in test\. There is: Namespace "test" /);
  });

  it('says which objects there are, where one is asked for and there are several', () => {
    const { chart } = shop();
    expect(() => Manifests.of(chart).get('Deployment')).toThrow(
      '2 objects are a Deployment in test: Deployment "api" (test/api/Resource), Deployment "web" (test/web/Resource). ' +
        'Name it, choose an environment(...), or take the Manifests.of the construct that defines it.',
    );
  });

  it('finds all objects in the order in which they are applied, or those of a kind', () => {
    const manifests = Manifests.of(shop().chart);
    expect(names(manifests.all())).toEqual([
      'Namespace/test',
      'Service/api-service',
      'Service/web-service',
      'Deployment/api',
      'Deployment/web',
    ]);
    expect(names(manifests.all('Service'))).toEqual(['Service/api-service', 'Service/web-service']);
    expect(manifests.all('Ingress')).toEqual([]);
  });

  it('takes only what a construct and those below it define', () => {
    const { api } = shop();
    const manifests = Manifests.of(api);
    expect(names(manifests.all())).toEqual(['Service/api-service', 'Deployment/api']);
    expect(manifests.get('Deployment').metadata.name).toBe('api');
    expect(() => manifests.get('Namespace')).toThrow(/^No Namespace in test\/api\. /);
  });

  it('does not take a construct whose path begins alike', () => {
    const chart = new TestChart();
    const api = new Backend(chart, 'api', { image: IMAGE, port: 8000 });
    new Backend(chart, 'api-v2', { image: IMAGE, port: 8000 });
    expect(Manifests.of(api).get('Deployment').metadata.name).toBe('api');
  });

  it('returns plain data that any test runner can compare', () => {
    const { metadata, spec } = Manifests.of(shop().chart).get('Service', 'api-service');
    expect(Object.getPrototypeOf(spec)).toBe(Object.prototype);
    expect(JSON.parse(JSON.stringify({ metadata, spec }))).toStrictEqual({ metadata, spec });
  });

  it('gives the text that synthesis writes', () => {
    const app = todoChatbot();
    expect(Manifests.of(app).yaml).toBe(app.synthYaml());
    const { chart, api } = shop();
    expect(Manifests.of(chart).yaml).toBe((chart.node.root as App).synthYaml());
    expect(Manifests.of(api).yaml).toMatch(/^---\napiVersion: v1\nkind: Service\n[\s\S]+\n---\napiVersion: apps\/v1\n/);
  });

  it('takes constructs as they are now', () => {
    const chart = new TestChart();
    const before = Manifests.of(chart);
    new Backend(chart, 'api', { image: IMAGE, port: 8000 });
    expect(before.all('Deployment')).toEqual([]);
    expect(Manifests.of(chart).all('Deployment')).toHaveLength(1);
  });
});

describe('the environments of an app', () => {
  it('are told apart', () => {
    const manifests = Manifests.of(todoChatbot());
    expect(manifests.environment('production').get('Deployment', 'backend').spec.replicas).toBe(3);
    expect(manifests.environment('local').get('Deployment', 'backend').spec.replicas).toBe(1);
    expect(() => manifests.get('Deployment', 'backend')).toThrow(
      /^5 objects are a Deployment "backend" in the app: Deployment "backend" \(cloud\/backend\/Resource\), /,
    );
  });

  it('are listed where one is asked for that does not exist', () => {
    expect(() => Manifests.of(todoChatbot()).environment('prod')).toThrow(
      'No object of environment "prod" in the app. There is: cloud, dev, local, production, staging.',
    );
  });

  it('are only those that the app selects', () => {
    const manifests = Manifests.of(todoChatbot({ environments: ['dev'] }));
    expect(manifests.get('Deployment', 'backend').spec.replicas).toBe(1);
  });

  it('keep plain charts apart', () => {
    const app = new App(UNCHECKED);
    new WebAppChart(app, 'production', { name: 'shop', namespace: 'shop', ...QUIET });
    const plain = new Chart(app, 'plain', { namespace: 'other' });
    new ApiObject(plain, 'config', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'plain' } });
    const manifests = Manifests.of(app);
    expect(names(manifests.environment('production').all())).toEqual(['Namespace/shop']);
    expect(manifests.get('ConfigMap').metadata).toEqual({ name: 'plain', namespace: 'other' });
    expect(names(Manifests.of(plain).all())).toEqual(['ConfigMap/plain']);
  });
});

describe('issues', () => {
  /** A chart with two mistakes. */
  function wrong(): TestChart {
    const chart = new TestChart();
    new Backend(chart, 'api', { image: 'ghcr.io/acme/api:latest', port: 70000 });
    return chart;
  }

  it('are returned, not thrown', () => {
    const { issues, issueCodes } = Manifests.of(wrong());
    expect(issueCodes).toEqual(['image-moves', 'port-out-of-range']);
    expect(issues[1]).toEqual({
      path: 'test/api',
      place: expect.stringMatching(/^test\/testing\/manifests\.test\.ts:\d+$/),
      code: 'port-out-of-range',
      field: 'port',
      given: '70000',
      allowed: 'a whole number from 1 to 65535',
      remedy: 'Give the TCP port that the process listens on.',
    });
  });

  it('are none where nothing is wrong', () => {
    const { issues, issueCodes } = Manifests.of(shop().chart);
    expect(issues).toEqual([]);
    expect(issueCodes).toEqual([]);
  });

  it('are thrown by whoever asks for objects all the same', () => {
    const manifests = Manifests.of(wrong());
    expect(() => manifests.get('Deployment')).toThrow(ValidationError);
    expect(() => manifests.get('Deployment')).toThrow(/test\/api port \[port-out-of-range\]/);
    expect(() => manifests.all()).toThrow(ValidationError);
    expect(() => manifests.yaml).toThrow(ValidationError);
    expect(() => manifests.environment('test')).toThrow(ValidationError);
  });

  it('are those of the whole app, whichever construct is asked', () => {
    const chart = wrong();
    const fine = new Backend(chart, 'fine', { image: IMAGE, port: 8000 });
    expect(Manifests.of(fine).issueCodes).toEqual(['image-moves', 'port-out-of-range']);
  });
});

describe('what is no input of the library', () => {
  it('is refused: an app of cdk8s itself', () => {
    const chart = new Chart(new Cdk8sApp(), 'chart');
    expect(() => Manifests.of(chart)).toThrow(
      'chart lies in no App of cdk8s-webapp, which knows how to synthesize in memory. ' +
        'Define it in a TestChart, or in a chart of new App().',
    );
    expect(() => Manifests.of(new Cdk8sApp())).toThrow(/^The construct lies in no App/);
  });

  it('is said where it is an object that cannot be rendered', () => {
    const chart = new TestChart();
    const produce = () => {
      throw new Error('no data');
    };
    const data = Lazy.any({ produce });
    new ApiObject(chart, 'config', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'config' }, data });
    expect(() => Manifests.of(chart).all()).toThrow(/no data/);
  });
});

describe('TestChart', () => {
  it('is as strict as production, and takes the options of any WebAppChart', () => {
    const moving = { image: 'ghcr.io/acme/api:latest', port: 8000 };
    const strict = new TestChart();
    new Backend(strict, 'api', moving);
    expect(Manifests.of(strict).issueCodes).toEqual(['image-moves']);

    const lenient = new TestChart({ name: 'shop', namespace: 'store', stage: Stage.DEVELOPMENT });
    new Backend(lenient, 'api', moving);
    expect(Manifests.of(lenient).get('Deployment').metadata).toMatchObject({
      namespace: 'store',
      labels: { 'app.kubernetes.io/part-of': 'shop' },
    });
  });

  it('writes nothing, and leaves no directory behind', () => {
    const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-webapp-testing-'));
    const before = process.env;
    process.env = { ...before, TMPDIR: directory, CDK8S_OUTDIR: path.join(directory, 'dist') };
    try {
      expect(Manifests.of(shop().chart).all()).not.toEqual([]);
      expect(fs.readdirSync(directory)).toEqual([]);
    } finally {
      process.env = before;
      fs.rmSync(directory, { recursive: true });
    }
  });
});
