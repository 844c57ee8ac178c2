import { Backend, Job, StatefulBackend, Worker } from 'cdk8s-webapp';
import * as fc from 'fast-check';
import { Piece, piece } from './piece';
import { port } from './values';

/** Workloads that call each other, in any combination. */
export const calls: fc.Arbitrary<Piece> = fc
  .record({
    ports: fc.record({ db: port, api: port }),
    callers: fc.subarray(['worker', 'job']),
    isMutual: fc.boolean(),
  })
  .map((given) =>
    piece(given, (chart, { id }) => {
      const { ports, callers, isMutual } = given;
      const db = new StatefulBackend(chart, `${id}-db`, { image: 'acme/db:1.0.0', port: ports.db });
      const api = new Backend(chart, id, { image: 'acme/api:1.0.0', port: ports.api, calls: [db] });
      if (isMutual) {
        db.allowTo(api);
      }
      if (callers.includes('worker')) {
        new Worker(chart, `${id}-worker`, { image: 'acme/worker:1.0.0', calls: [api, db] });
      }
      if (callers.includes('job')) {
        new Job(chart, `${id}-job`, { image: 'acme/job:1.0.0', calls: [db] });
      }
    }),
  );
