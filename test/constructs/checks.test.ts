import { ApiObject } from 'cdk8s';
import { App, Checks, Rule, RuleFinding, Severity, WebAppChart } from 'cdk8s-webapp';
import { issuesFrom } from '../support/synthesis';

/** A rule that somebody registers. */
const replicas: Rule = {
  id: 'acme-replicas',
  severity: { production: Severity.ERROR, staging: Severity.WARNING },
  summary: 'Every Deployment has a replica.',
  remedy: 'Set spec.replicas.',
  check: (scope): RuleFinding[] =>
    scope
      .ofKind('Deployment')
      .map((object) => ({ object, field: 'spec.replicas', given: 'nothing', allowed: 'at least 1' })),
};

function shop(define: (chart: WebAppChart) => void = () => undefined): App {
  const app = new App({ checks: { rules: [replicas] } });
  const chart = new WebAppChart(app, 'live', { name: 'shop', namespace: 'shop' });
  new ApiObject(chart, 'api', { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'api' } });
  define(chart);
  return app;
}

function own(app: App): string[] {
  return app
    .check()
    .issues.filter(({ code }) => code === replicas.id || code.startsWith('exception-'))
    .map(({ path, code, severity }) => `${path} ${code} ${severity}`);
}

test('an error of a rule stops synthesis and says where the object is made', () => {
  const [issue] = issuesFrom(() => shop().render()).filter(({ code }) => code === replicas.id);
  expect(issue).toMatchObject({ path: 'live/api', field: 'spec.replicas', remedy: 'Set spec.replicas.' });
  expect(issue?.place).toMatch(/^test\/constructs\/checks\.test\.ts:\d+$/);
});

test('without checks nothing stops it', () => {
  const app = new App({ checks: { enabled: false, rules: [replicas] } });
  const chart = new WebAppChart(app, 'live', { name: 'shop', namespace: 'shop' });
  new ApiObject(chart, 'api', { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'api' } });
  expect(app.render().report).toEqual({ issues: [], exceptions: [] });
});

test('an exception to a construct holds for what lies below it, and is in the report', () => {
  const app = shop((chart) => Checks.of(chart).except(replicas.id, 'Scaled by hand.'));
  expect(own(app)).toEqual([]);
  expect(app.check().exceptions).toEqual([{ rule: replicas.id, reason: 'Scaled by hand.', path: 'live', findings: 1 }]);
});

test('an exception that nothing needs is an error', () => {
  expect(own(shop((chart) => Checks.of(chart.node.findChild('namespace')).except(replicas.id, 'Why not.')))).toEqual([
    'live/api acme-replicas error',
    'live/namespace exception-unneeded error',
  ]);
});

test('an exception to a rule that there is not is an error', () => {
  expect(own(shop((chart) => Checks.of(chart).except('acme-replica', 'A slip.')))).toEqual([
    'live exception-rule-unknown error',
    'live/api acme-replicas error',
  ]);
});

test('what is no text is no rule and no reason', () => {
  const nothing = undefined as unknown as string;
  expect(own(shop((chart) => Checks.of(chart).except(nothing, nothing)))).toEqual([
    'live exception-rule-unknown error',
    'live/api acme-replicas error',
  ]);
});
