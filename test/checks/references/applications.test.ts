import * as fc from 'fast-check';
import { REFERENCE_RULES } from '../../../lib/checks/references/reference-rules';
import { scopeOfChart } from '../../support/app-scopes';
import { application, chartOf } from '../../support/arbitraries/application';
import { RANDOM } from '../../support/arbitraries/settings';
import { foundBy } from '../../support/checks';

/** Names that random applications give in plain text, and that are of objects which nobody declares. */
const PLAIN_NAMES =
  /gatewayClassName|imagePullSecrets|ingressClassName|parentRefs|secretStoreRef|storageClassName|volumeName/;

test(`any valid application hangs together (${RANDOM.numRuns} of seed ${RANDOM.seed})`, () => {
  // A configuration can be all that a random application has.
  const rules = REFERENCE_RULES.filter(({ id }) => id !== 'unused-config-map');
  fc.assert(
    fc.property(application, (given) => {
      const scope = scopeOfChart(chartOf(given));
      const found = rules.flatMap((rule) => foundBy(rule, scope).map((each) => `${rule.id}: ${each}`));
      expect(found.filter((each) => !PLAIN_NAMES.test(each))).toEqual([]);
    }),
    RANDOM,
  );
});
