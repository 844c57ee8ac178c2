import { CheckException } from '../../lib/checks/check-exception';
import { Rule } from '../../lib/checks/rule';
import { runChecks } from '../../lib/checks/run-checks';
import { ALWAYS, DEPLOYED, STRICT } from '../../lib/checks/severity';
import { Stage } from '../../lib/model/deployment/stage';
import { scopeOf } from '../support/checks';

/** A rule that somebody registers: every object names the team that owns it. */
const rule: Rule = {
  id: 'acme-owner',
  severity: DEPLOYED,
  summary: 'Every object names the team that owns it.',
  remedy: 'Label it with owner.',
  check: ({ objects }) =>
    objects
      .filter(({ manifest }) => JSON.stringify(manifest).includes('"owner"') === false)
      .map((object) => ({ object, field: 'metadata.labels.owner', given: 'nothing', allowed: 'the name of a team' })),
};

function configMap(name: string, metadata: object = {}): object {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, ...metadata } };
}

function check(objects: object[], { exceptions = [], stage = Stage.PRODUCTION, rules = [rule] }: Given = {}) {
  const { issues, ...report } = runChecks([scopeOf(objects, { stage })], exceptions, { rules });
  const own = issues.filter(({ code }) => code === 'acme-owner' || code.startsWith('exception-'));
  return { ...report, issues: own };
}

interface Given {
  readonly exceptions?: CheckException[];
  readonly stage?: Stage;
  readonly rules?: Rule[];
}

test('a rule of the user is judged like those of the library', () => {
  const { issues } = check([configMap('a'), configMap('b', { labels: { owner: 'web' } })]);
  expect(issues).toEqual([
    {
      path: 'test/ConfigMap-a',
      object: 'ConfigMap a',
      severity: 'error',
      code: 'acme-owner',
      field: 'metadata.labels.owner',
      given: 'nothing',
      allowed: 'the name of a team',
      remedy: 'Label it with owner.',
    },
  ]);
});

test.each([
  [Stage.DEVELOPMENT, DEPLOYED, ['warning']],
  [Stage.STAGING, DEPLOYED, ['error']],
  [Stage.DEVELOPMENT, STRICT, []],
  [Stage.STAGING, STRICT, ['warning']],
  [Stage.PRODUCTION, STRICT, ['error']],
  [Stage.DEVELOPMENT, ALWAYS, ['error']],
])('in stage %s', (stage, severity, expected) => {
  const { issues } = check([configMap('a')], { stage, rules: [{ ...rule, severity }] });
  expect(issues.map((issue) => issue.severity)).toEqual(expected);
});

test('issues are sorted, whatever the order of definition', () => {
  const objects = ['c', 'a', 'b'].map((name) => configMap(name));
  expect(check(objects)).toEqual(check([...objects].reverse()));
  expect(check(objects).issues.map(({ object }) => object)).toEqual(['ConfigMap a', 'ConfigMap b', 'ConfigMap c']);
});

test('a rule that is opt-in counts only where it is asked for', () => {
  const optional = { ...rule, optIn: true };
  const scope = scopeOf([configMap('a')]);
  const codes = (optIn: string[]) =>
    runChecks([scope], [], { rules: [optional], optIn }).issues.filter(({ code }) => code === rule.id);
  expect(codes([])).toEqual([]);
  expect(codes(['acme-owner'])).toHaveLength(1);
});

describe('an exception', () => {
  const reason = 'Shared by all teams.';

  test('to a construct holds for all its objects and appears in the report', () => {
    const { issues, exceptions } = check([configMap('a'), configMap('b')], {
      exceptions: [{ rule: rule.id, reason, path: 'test' }],
    });
    expect(issues).toEqual([]);
    expect(exceptions).toEqual([{ rule: rule.id, reason, path: 'test', findings: 2 }]);
  });

  test('does not hold for a construct whose path only begins like it', () => {
    const { issues } = check([configMap('a'), configMap('ab')], {
      exceptions: [{ rule: rule.id, reason, path: 'test/ConfigMap-a' }],
    });
    expect(issues.map(({ object }) => object)).toEqual(['ConfigMap ab']);
  });

  test('to one object is an annotation', () => {
    const annotations = { 'except.cdk8s-webapp/acme-owner': reason };
    const { issues, exceptions } = check([configMap('a', { annotations }), configMap('b')]);
    expect(issues.map(({ object }) => object)).toEqual(['ConfigMap b']);
    expect(exceptions).toEqual([{ rule: rule.id, reason, path: 'test/ConfigMap-a', findings: 1 }]);
  });

  test('that is not needed is an error', () => {
    const { issues, exceptions } = check([configMap('a', { labels: { owner: 'web' } })], {
      exceptions: [{ rule: rule.id, reason, path: 'test' }],
      stage: Stage.DEVELOPMENT,
    });
    expect(issues.map(({ code, severity, path }) => [code, severity, path])).toEqual([
      ['exception-unneeded', 'error', 'test'],
    ]);
    expect(exceptions).toEqual([]);
  });

  test('is needed where findings do not count in this stage, for they do in another', () => {
    const { issues } = check([configMap('a')], {
      exceptions: [{ rule: rule.id, reason, path: 'test' }],
      stage: Stage.DEVELOPMENT,
      rules: [{ ...rule, severity: STRICT }],
    });
    expect(issues).toEqual([]);
  });

  test.each([
    ['a rule that there is not', { rule: 'acme-ower', reason, path: 'test' }, 'exception-rule-unknown'],
    ['no reason', { rule: 'acme-owner', reason: ' ', path: 'test' }, 'exception-reason-missing'],
  ])('with %s is an error', (_, exception, expected) => {
    const { issues } = check([configMap('a')], { exceptions: [exception] });
    expect(issues.map(({ code }) => code)).toContain(expected);
  });
});

test.each([
  ['a rule that throws', { rules: [{ ...rule, check: () => JSON.parse('{') as [] }] }, 'rule-failed'],
  ['two rules of one name', { rules: [rule, rule] }, 'rule-duplicate'],
  ['a rule that there is not', { optIn: ['acme-ower'] }, 'rule-unknown'],
])('%s is an error', (_, options, expected) => {
  const { issues } = runChecks([scopeOf([configMap('a', { labels: { owner: 'web' } })])], [], options);
  expect(issues.map(({ code, severity }) => [code, severity])).toContainEqual([expected, 'error']);
});
