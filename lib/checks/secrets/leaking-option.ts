import { isSensitiveName } from '../../model/core/sensitive-names';
import { isLiteral } from './literal-value';

/** The option whose secret an argument is, or holds: `--password=...`, or what stands behind `--password`. */
export function leakingOption(list: readonly unknown[], index: number, argument: string): string | undefined {
  const given = index === 0 ? undefined : list[index - 1];
  const before = typeof given === 'string' ? given : '';
  if (!argument.startsWith('-') && !before.startsWith('-')) {
    return undefined;
  }
  const [, option = '', value] = /^--?([A-Za-z][\w.-]*)(?:=([\s\S]*))?$/.exec(argument) ?? [];
  const [, last = ''] = /^--?([A-Za-z][\w.-]*)$/.exec(before) ?? [];
  if (value !== undefined && isSensitiveName(option) && isLiteral(value)) {
    return option;
  }
  return option === '' && last !== '' && isSensitiveName(last) && isLiteral(argument) ? last : undefined;
}
