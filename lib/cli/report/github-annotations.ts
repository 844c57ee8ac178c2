import type { CheckReport } from '../../checks/check-report';
import { messageOf, positionOf } from './position';

/**
 * Commands that a GitHub Actions runner turns into annotations of the changed files.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function formatAnnotations({ issues }: CheckReport): string {
  return issues
    .map((issue) => {
      const position = positionOf(issue);
      const properties = {
        ...(position === undefined ? {} : { file: position.file, line: String(position.line) }),
        title: issue.code,
      };
      const listed = Object.entries(properties).map(([name, value]) => `${name}=${property(value)}`);
      return `::${issue.severity} ${listed.join(',')}::${data(messageOf(issue))}\n`;
    })
    .join('');
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
