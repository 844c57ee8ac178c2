import { Worker } from 'cdk8s-webapp';
import * as fc from 'fast-check';
import { Piece, piece } from './piece';
import { rollout } from './pod-settings';
import { uncalledPropsAt, workload } from './workload';

/** A `Worker`, rolled out in any way. */
export const worker: fc.Arbitrary<Piece> = fc.record({ description: workload, rollout }).map((given) =>
  piece(given, (chart, place) => {
    new Worker(chart, place.id, { ...uncalledPropsAt(given.description, place), ...given.rollout });
  }),
);
