import { nearest } from '../model/core/nearest';
import type { SynthesizedObject } from '../synth/manifest';
import { CommandError } from './report';
import { CommandApp } from './session';

/** The objects of environments of an app, which is rendered once. @throws CommandError for an unknown environment */
export function objectsByEnvironment(app: CommandApp, names: readonly string[]): readonly SynthesizedObject[][] {
  const { environments, objects } = app.render();
  for (const name of names) {
    if (!environments.includes(name)) {
      throw new CommandError(unknown('environment', name, environments));
    }
  }
  return names.map((name) => objects.filter(({ environment }) => environment === name));
}

/** Says that there is no such thing, what there is, and what is probably meant. */
export function unknown(what: string, name: string, known: readonly string[]): string {
  const meant = nearest(name, known);
  const hint = meant === undefined ? '' : ` Did you mean ${meant}?`;
  return `there is no ${what} '${name}'; known: ${known.length === 0 ? 'none' : known.join(', ')}.${hint}`;
}
