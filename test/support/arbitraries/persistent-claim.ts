import { AccessMode, Backend, PersistentClaim, Volume, Worker } from 'cdk8s-webapp';
import * as fc from 'fast-check';
import { Piece, piece } from './piece';
import { label, size } from './values';

const claim = fc.record(
  {
    size,
    accessMode: fc.constantFrom(AccessMode.READ_WRITE_MANY, AccessMode.READ_ONLY_MANY),
    storageClass: label,
    volumeName: label,
    labels: fc.constant({ team: 'media' }),
    annotations: fc.constant({ 'example.com/backup': 'daily' }),
  },
  { requiredKeys: ['size', 'accessMode'] },
);

/** A `PersistentClaim` that two workloads mount. */
export const persistentClaim: fc.Arbitrary<Piece> = fc
  .record({ claim, replicas: fc.integer({ min: 1, max: 4 }) })
  .map((given) =>
    piece(given, (chart, { id }) => {
      const volume = Volume.sharedClaim(new PersistentClaim(chart, `${id}-media`, given.claim));
      const volumes = { media: { path: '/srv/media', volume } };
      new Backend(chart, id, { image: 'acme/api:1.0.0', port: 8000, replicas: given.replicas, volumes });
      new Worker(chart, `${id}-worker`, { image: 'acme/worker:1.0.0', volumes });
    }),
  );
