import { IConstruct } from 'constructs';
import { compareText } from '../../model/core/compare-text';
import { Finding, show } from '../../model/core/issue';
import { webAppChartsOf } from '../web-app-charts';

/** The environment is one of the program. */
export function environmentFindings(root: IConstruct, name: unknown): Finding[] {
  const known = environmentNames(root);
  return known.includes(name as string)
    ? []
    : [
        {
          code: 'pipeline-environment-unknown',
          field: 'environment',
          given: typeof name === 'string' ? show(name) : `a value of type ${typeof name}`,
          allowed: known.length === 0 ? 'none: the program has no WebAppChart' : `one of ${known.join(', ')}`,
          remedy: 'Give the name of an environment of the program.',
        },
      ];
}

function environmentNames(root: IConstruct): string[] {
  return [...new Set(webAppChartsOf(root).map(({ environment }) => environment))].sort(compareText);
}
