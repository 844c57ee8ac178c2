import {
  Alert,
  Backend,
  Default,
  Job,
  ScheduledJob,
  ServiceMonitor,
  StatefulBackend,
  WorkloadAlerts,
} from 'cdk8s-webapp';
import * as fc from 'fast-check';
import { Piece, piece } from './piece';
import { label, optional, urlPath } from './values';
import { propsAt, workload } from './workload';

const scrape = optional({
  path: urlPath,
  scheme: fc.constantFrom('http', 'https'),
  intervalSeconds: fc.integer({ min: 15, max: 300 }),
  timeoutSeconds: fc.integer({ min: 1, max: 15 }),
  labels: fc.constant({ release: 'prometheus' }),
});

/** A `ServiceMonitor` of any workload that is called. */
export const serviceMonitor: fc.Arbitrary<Piece> = fc
  .record({ description: workload, scrape, isStateful: fc.boolean(), name: fc.option(label) })
  .map((given) =>
    piece(given, (chart, place) => {
      const { without = [], ...others } = propsAt(given.description, place);
      // A monitor finds a Service by a label of its workload.
      const props = { ...others, without: without.filter((each) => each !== Default.WORKLOAD_LABELS) };
      const workload = given.isStateful
        ? new StatefulBackend(chart, place.id, props)
        : new Backend(chart, place.id, props);
      const named = given.name === null ? {} : { name: `${place.id}-${given.name}` };
      new ServiceMonitor(chart, `${place.id}-metrics`, { workload, ...given.scrape, ...named });
    }),
  );

const EVERYWHERE = { image: 'acme/app:1.0.0' };

/** `WorkloadAlerts` of every kind of workload. */
export const workloadAlerts: fc.Arbitrary<Piece> = fc
  .record({
    kind: fc.constantFrom('backend', 'stateful', 'job', 'scheduled'),
    settings: optional({ severity: label, labels: fc.constant({ release: 'prometheus' }) }),
    hasMemoryOnly: fc.boolean(),
  })
  .map((given) =>
    piece(given, (chart, { id }) => {
      const make = {
        backend: () => new Backend(chart, id, { ...EVERYWHERE, port: 80 }),
        stateful: () => new StatefulBackend(chart, id, { ...EVERYWHERE, port: 80 }),
        job: () => new Job(chart, id, EVERYWHERE),
        scheduled: () => new ScheduledJob(chart, id, { ...EVERYWHERE, schedule: '@daily' }),
      }[given.kind as 'backend'];
      const alerts = given.hasMemoryOnly ? { alerts: [Alert.MEMORY] } : {};
      new WorkloadAlerts(chart, `${id}-alerts`, { workload: make(), ...given.settings, ...alerts });
    }),
  );
