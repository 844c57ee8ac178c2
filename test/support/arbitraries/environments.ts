import { App, Stage, WebAppChart } from 'cdk8s-webapp';
import * as fc from 'fast-check';
import { UNCHECKED } from '../synthesis';
import { application, Application } from './application';
import { Piece } from './piece';

/** An application in several environments: what each of them has. */
export interface Environments {
  readonly namespaces: readonly string[];
  /** The pieces of each environment; `undefined` where it has none at that place. */
  readonly pieces: readonly (readonly (Piece | undefined)[])[];
  readonly stages: readonly Stage[];
}

/**
 * Any application in one to four environments. Some of its pieces are the same in all environments, others differ, or are
 * missing.
 */
export const environments: fc.Arbitrary<Environments> = fc
  .record({
    applications: fc.array(application, { minLength: 1, maxLength: 4 }),
    choices: fc.infiniteStream(fc.nat({ max: 5 })),
    isOneNamespace: fc.boolean(),
  })
  .map(({ applications, choices, isOneNamespace }) => ({
    namespaces: applications.map((_, index) => (isOneNamespace ? 'shop' : `shop-${index}`)),
    pieces: applications.map((own) => piecesOf(applications, own, choices)),
    stages: applications.map(({ stage }) => stage),
  }));

/** One app with a chart for each environment. */
export function appOf({ namespaces, pieces, stages }: Environments): App {
  const app = new App(UNCHECKED);
  pieces.forEach((own, environment) => {
    const namespace = namespaces[environment] ?? '';
    const chart = new WebAppChart(app, `e${environment}`, { name: 'shop', namespace, stage: stages[environment] });
    own.forEach((piece, index) => piece?.define(chart, { id: `p${index}`, index }));
  });
  return app;
}

/** At each place the piece of the first application, one of its own, or none. */
function piecesOf(all: readonly Application[], own: Application, choices: fc.Stream<number>): (Piece | undefined)[] {
  const [first] = all;
  const length = Math.max(...all.map(({ pieces }) => pieces.length));
  return Array.from({ length }, (_, index) => {
    const { value } = choices.next();
    return value === 0 ? undefined : value < 4 ? first?.pieces[index] : own.pieces[index];
  });
}
