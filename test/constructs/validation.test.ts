import { App as PlainApp, Chart, Testing } from 'cdk8s';
import * as webapp from 'cdk8s-webapp';
import { App, Backend } from 'cdk8s-webapp';
import { Construct } from 'constructs';
import { Validation } from '../../lib/constructs/validation';
import { issuesFrom, UNCHECKED } from '../support/synthesis';

const WRONG = { image: 'acme/api:1.0.0', port: 0 };

describe('problems', () => {
  it('stop a plain cdk8s app as well', () => {
    const chart = new Chart(new PlainApp(), 'plain');
    new Backend(chart, 'api', WRONG);
    expect(() => Testing.synth(chart)).toThrow(
      '[plain/api] port: given 0; allowed: a whole number from 1 to 65535. ' +
        'Give the TCP port that the process listens on. [port-out-of-range]',
    );
  });

  it('of other libraries are reported beside ours', () => {
    const app = new App(UNCHECKED);
    const chart = new Chart(app, 'plain');
    new Backend(chart, 'api', WRONG);
    new Construct(chart, 'other').node.addValidation({ validate: () => ['it hurts'] });
    expect(issuesFrom(() => app.files())).toMatchObject([
      { path: 'plain/api', code: 'port-out-of-range' },
      { path: 'plain/other', code: 'construct-invalid', given: 'it hurts' },
    ]);
  });

  it('can be found by rules that look at the finished program', () => {
    const app = new App(UNCHECKED);
    const chart = new Chart(app, 'plain');
    const finding = { code: 'too-few', field: 'children', given: '0', allowed: '1', remedy: 'Add one.' };
    Validation.of(chart).addRule(() => (chart.node.children.length === 0 ? [finding] : []));
    expect(issuesFrom(() => app.files())).toEqual([{ path: 'plain', ...finding }]);
    new Construct(chart, 'child');
    expect(issuesFrom(() => app.files())).toEqual([]);
  });
});

describe('the package', () => {
  it('keeps to itself the constructs that judge nothing', () => {
    expect(Object.keys(webapp)).not.toEqual(expect.arrayContaining(['ExposedService']));
    expect(Object.keys(webapp)).not.toEqual(expect.arrayContaining(['Workload']));
    expect(Object.keys(webapp)).toEqual(expect.arrayContaining(['Backend', 'Frontend', 'AppConfig']));
  });
});
