import { SinglePageApp } from 'cdk8s-webapp';
import * as fc from 'fast-check';
import { Piece, piece } from './piece';
import { directory, optional } from './values';
import { propsAt, workload } from './workload';

const settings = optional({
  runtimeConfig: fc.dictionary(fc.stringMatching(/^PUBLIC_[A-Z]{1,9}$/), fc.stringMatching(/^[a-z ]{0,20}$/), {
    noNullPrototype: true,
    maxKeys: 4,
  }),
  runtimeConfigPath: fc.constantFrom('/config.js', '/config.json', '/assets/env.js'),
  webRoot: directory.map((path) => `/srv${path}`),
});

/** A `SinglePageApp`. */
export const singlePageApp: fc.Arbitrary<Piece> = fc.record({ description: workload, settings }).map((given) =>
  piece(given, (chart, place) => {
    new SinglePageApp(chart, place.id, { ...propsAt(given.description, place), ...given.settings });
  }),
);
