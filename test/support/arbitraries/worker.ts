import { Worker } from 'cdk8s-webapp';
import { Piece, piece } from './piece';
import { uncalledPropsAt, workload } from './workload';

/** A `Worker`. */
export const worker = workload.map((description): Piece =>
  piece(description, (chart, place) => {
    new Worker(chart, place.id, uncalledPropsAt(description, place));
  }),
);
