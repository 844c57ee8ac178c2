import { version } from '../../../package.json';
import { BUILT_IN_RULES } from '../../checks/built-in-rules';
import type { CheckIssue, CheckReport } from '../../checks/check-report';
import { compareText } from '../../model/core/compare-text';
import { messageOf, positionOf } from './position';

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';
const HOME = 'https://www.npmjs.com/package/cdk8s-webapp';

/**
 * The report for tools that show results of static analysis, such as GitHub code scanning.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function formatSarif({ issues }: CheckReport): string {
  const ids = [...new Set(issues.map(({ code }) => code))].sort(compareText);
  const driver = { name: 'cdk8s-webapp', version, informationUri: HOME, rules: ids.map(ruleOf) };
  const results = issues.map((issue) => ({
    ruleId: issue.code,
    ruleIndex: ids.indexOf(issue.code),
    level: issue.severity,
    message: { text: messageOf(issue) },
    locations: [locationOf(issue)],
  }));
  const log = { $schema: SCHEMA, version: '2.1.0', runs: [{ tool: { driver }, results }] };
  return `${JSON.stringify(log, null, 2)}\n`;
}

/** What is known of a rule; rules of the model and of users have no more than their names. */
function ruleOf(id: string): object {
  const rule = BUILT_IN_RULES.find((each) => each.id === id);
  return rule === undefined
    ? { id }
    : { id, shortDescription: { text: rule.summary }, help: { text: rule.remedy, markdown: rule.remedy } };
}

function locationOf(issue: CheckIssue): object {
  const position = positionOf(issue);
  return {
    ...(position === undefined
      ? {}
      : {
          physicalLocation: {
            artifactLocation: { uri: encodeURI(position.file) },
            region: { startLine: position.line },
          },
        }),
    logicalLocations: [{ fullyQualifiedName: `${issue.path} ${issue.field}` }],
  };
}
