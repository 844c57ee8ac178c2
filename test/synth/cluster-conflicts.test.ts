import { Chart } from 'cdk8s';
import { App, Backend, Exposure, WebAppChart, type WebAppChartProps } from 'cdk8s-webapp';
import { cluster } from '../support/clusters';
import { issuesFrom, summary, UNCHECKED } from '../support/synthesis';

const PROPS: WebAppChartProps = { name: 'shop', namespace: 'shop' };
const SHARED = cluster();

function problems(...charts: [string, Partial<WebAppChartProps>, Exposure?][]) {
  const app = new App(UNCHECKED);
  for (const [id, props, exposure] of charts) {
    const chart = new WebAppChart(app, id, { ...PROPS, ...props });
    new Backend(chart, 'api', { image: 'acme/api:1.0.0', port: 80, exposure });
  }
  return summary(issuesFrom(() => app.files()));
}

describe('environments that share a cluster', () => {
  it('cannot have one release name in one namespace', () => {
    const found = problems(['a', { cluster: SHARED }], ['b', { cluster: SHARED }]);
    expect(found.filter((line) => !line.endsWith(' object-duplicate'))).toEqual(['b name release-name-taken']);
  });

  it('can have one release name in two namespaces', () => {
    expect(problems(['a', { cluster: SHARED }], ['b', { cluster: SHARED, namespace: 'other' }])).toEqual([]);
  });

  it('cannot use one node port or one address', () => {
    const port = Exposure.nodePort({ nodePort: 30000 });
    const other = { cluster: SHARED, namespace: 'other' };
    expect(problems(['a', { cluster: SHARED }, port], ['b', other, port])).toEqual([
      'b/api exposure.nodePort node-port-taken',
    ]);
    const address = Exposure.ingress({ host: 'a.example.com' });
    expect(problems(['a', { cluster: SHARED }, address], ['b', other, address])).toEqual([
      'b/api exposure.host address-taken',
    ]);
  });
});

describe('environments with clusters of their own', () => {
  it('do not get in each other’s way', () => {
    const port = Exposure.nodePort({ nodePort: 30000 });
    expect(problems(['a', {}, port], ['b', {}, port])).toEqual([]);
    expect(problems(['a', { cluster: cluster() }, port], ['b', { cluster: cluster({ name: 'b' }) }, port])).toEqual([]);
  });
});

describe('workloads in a plain chart', () => {
  it('are compared within that chart', () => {
    const app = new App(UNCHECKED);
    const chart = new Chart(app, 'plain');
    for (const id of ['a', 'b']) {
      const exposure = Exposure.nodePort({ nodePort: 30000 });
      new Backend(chart, id, { image: 'acme/api:1.0.0', port: 80, exposure });
    }
    expect(summary(issuesFrom(() => app.files()))).toEqual(['plain/b exposure.nodePort node-port-taken']);
  });
});
