import { ClaimRetention, PercentOrAbsolute, PodManagementPolicy, RolloutStrategy, StatefulBackend } from 'cdk8s-webapp';
import * as fc from 'fast-check';
import { Piece, piece } from './piece';
import { label, optional } from './values';
import { propsAt, workload } from './workload';

const retention = fc.constantFrom(...Object.values(ClaimRetention));

const strategy = fc.oneof(
  fc.constant(RolloutStrategy.onDelete()),
  fc.nat({ max: 9 }).map((partition) => RolloutStrategy.rollingUpdate({ partition })),
  fc
    .integer({ min: 1, max: 100 })
    .map((share) => RolloutStrategy.rollingUpdate({ maxUnavailable: PercentOrAbsolute.percent(share) })),
);

const settings = optional({
  headless: fc.boolean(),
  podManagementPolicy: fc.constantFrom(...Object.values(PodManagementPolicy)),
  persistentVolumeClaimRetentionPolicy: optional({ whenDeleted: retention, whenScaled: retention }),
  ordinals: fc.record({ start: fc.nat({ max: 99 }) }),
  minReadySeconds: fc.nat({ max: 60 }),
  revisionHistoryLimit: fc.nat({ max: 20 }),
  strategy,
});

/** Settings of the headless Service, where there is one. */
const governing = optional({ headlessServiceName: label, publishNotReadyAddresses: fc.boolean() });

/** A `StatefulBackend`. */
export const statefulBackend: fc.Arbitrary<Piece> = fc
  .record({ description: workload, settings, governing })
  .map((given) =>
    piece(given, (chart, place) => {
      const { headlessServiceName, ...governing } = given.governing;
      const named =
        headlessServiceName === undefined ? {} : { headlessServiceName: `${place.id}-hl-${headlessServiceName}` };
      new StatefulBackend(chart, place.id, {
        ...propsAt(given.description, place),
        ...given.settings,
        ...(given.settings.headless === false ? {} : { ...governing, ...named }),
      });
    }),
  );
