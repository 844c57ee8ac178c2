import * as fc from 'fast-check';
import { REFERENCE_RULES } from '../../../lib/checks/references/reference-rules';
import { runChecks } from '../../../lib/checks/run-checks';
import { todoChatbot } from '../../../main';
import { appOfExample } from '../../support/app-scopes';
import { RANDOM } from '../../support/arbitraries/settings';
import { scopeOf } from '../../support/checks';
import { EXAMPLES } from '../../support/examples';

/** Objects of every kind that this library renders, and of others that refer to some. */
const OBJECTS: readonly object[] = [
  ...[todoChatbot(), ...EXAMPLES.map(appOfExample)].flatMap((app) => app.render().objects.map((each) => each.manifest)),
  {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PodMonitor',
    metadata: { name: 'm', namespace: 'shop' },
    spec: { selector: { matchLabels: { a: 'b' } }, podMetricsEndpoints: [{ port: 'a' }], namespaceSelector: {} },
  },
  {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingWebhookConfiguration',
    metadata: { name: 'w' },
    webhooks: [{ clientConfig: { service: { namespace: 'shop', name: 's', port: 1 } } }],
  },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: { name: 'b', namespace: 'shop' },
    roleRef: { kind: 'Role', name: 'r' },
    subjects: [{ kind: 'ServiceAccount', name: 'a' }],
  },
];

/** The object with some of its values replaced by anything. */
function spoilt(object: object): fc.Arbitrary<object> {
  const paths = pathsOf(object);
  return fc
    .array(fc.tuple(fc.constantFrom(...paths), fc.jsonValue()), { minLength: 1, maxLength: 3 })
    .map((changes) => changes.reduce((copy, [path, value]) => replaced(copy, path, value), structuredClone(object)));
}

function pathsOf(value: unknown, path: readonly string[] = []): string[][] {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => [[...path, key], ...pathsOf(inner, [...path, key])])
    : [];
}

function replaced(object: object, path: readonly string[], value: unknown): object {
  const holder = path
    .slice(0, -1)
    .reduce<unknown>((inner, key) => (inner as { [key: string]: unknown } | null | undefined)?.[key], object);
  if (typeof holder === 'object' && holder !== null) {
    Reflect.set(holder, path.at(-1) ?? '', value);
  }
  return object;
}

test(`no rule throws, whatever the objects hold (${RANDOM.numRuns} of seed ${RANDOM.seed})`, () => {
  const broken = fc.array(fc.constantFrom(...OBJECTS).chain(spoilt), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(broken, (objects) => {
      const scope = scopeOf(objects);
      REFERENCE_RULES.forEach((rule) => rule.check(scope));
    }),
    RANDOM,
  );
});

test('what is found does not depend on the order of the objects', () => {
  const some = fc.shuffledSubarray([...OBJECTS], { maxLength: 12 });
  fc.assert(
    fc.property(some, (objects) => {
      // Objects of two applications can have one name, and so be told apart by nothing that issues are sorted by.
      const found = (list: readonly object[]) =>
        runChecks([scopeOf(list)], [])
          .issues.map((issue) => JSON.stringify(issue))
          .sort();
      expect(found([...objects].reverse())).toEqual(found(objects));
    }),
    { ...RANDOM, numRuns: Math.ceil(RANDOM.numRuns / 4) },
  );
});
