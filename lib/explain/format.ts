import { maskedValue } from '../diff/masking';
import type { Setting } from '../model/deployment/settings';
import type { ConstructExplanation, EnvironmentExplanation } from './environment-explanation';

const MAX_VALUE_WIDTH = 50;

/** The explanation as text for people. */
export function formatExplanation({ environment, settings, constructs }: EnvironmentExplanation): string {
  const own = settings.length === 0 ? [] : [`${environment}\n${table(settings)}`];
  return [...own, ...constructs.map(formatConstruct)].join('\n');
}

/** A construct as text for people. */
export function formatConstruct({ construct, settings, objects }: ConstructExplanation): string {
  const rendered = objects.map(({ kind, name, namespace, file }) => {
    const place = namespace === undefined ? '' : ` in ${namespace}`;
    return `  renders ${kind} ${name}${place} (${file})\n`;
  });
  return `${construct}\n${table(settings)}${rendered.join('')}`;
}

/** A setting as it may be shown. */
export function withoutSecrets({ path, value, origin }: Setting): Setting {
  const name = path.slice(path.lastIndexOf('.') + 1);
  return { path, value: maskedValue(name, value), origin };
}

/** Three columns: path, value, origin. A value that is longer than most does not widen its column. */
function table(settings: readonly Setting[]): string {
  const shown = settings.map(withoutSecrets);
  const width = (texts: readonly string[], most: number) =>
    Math.max(0, ...texts.map(({ length }) => Math.min(length, most)));
  const paths = width(
    shown.map(({ path }) => path),
    Infinity,
  );
  const values = width(
    shown.map(({ value }) => value),
    MAX_VALUE_WIDTH,
  );
  return shown
    .map(({ path, value, origin }) => `  ${path.padEnd(paths)}  ${value.padEnd(values)}  ${origin}\n`)
    .join('');
}
