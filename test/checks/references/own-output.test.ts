import { App } from 'cdk8s-webapp';
import { CheckScope } from '../../../lib/checks/check-scope';
import { REFERENCE_RULES } from '../../../lib/checks/references/reference-rules';
import { todoChatbot } from '../../../main';
import { appOfExample, scopesOf } from '../../support/app-scopes';
import { foundBy } from '../../support/checks';
import { EXAMPLES } from '../../support/examples';

/** What every rule finds, whatever its severity. */
function findings(app: App): string[] {
  return scopesOf(app).flatMap((scope: CheckScope) =>
    REFERENCE_RULES.flatMap((rule) => foundBy(rule, scope).map((found) => `${rule.id}: ${found}`)),
  );
}

test('todo-chatbot names nothing that is not there, and has nothing that is not used', () => {
  expect(findings(todoChatbot())).toEqual([]);
});

test.each(EXAMPLES)('the example %s names nothing that is not there, and has nothing that is not used', (name) => {
  expect(findings(appOfExample(name))).toEqual([]);
});
