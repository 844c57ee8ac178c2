import { Stage } from 'cdk8s-webapp';
import { TestChart } from 'cdk8s-webapp/testing';
import * as fc from 'fast-check';
import { appConfig } from './app-config';
import { appSecrets } from './app-secrets';
import { backend } from './backend';
import { calls } from './calls';
import { frontend } from './frontend';
import { job, migrationJob, scheduledJob } from './job';
import { serviceMonitor, workloadAlerts } from './observability';
import { persistentClaim } from './persistent-claim';
import { Piece } from './piece';
import { webIngress, webRoute } from './routes';
import { singlePageApp } from './single-page-app';
import { statefulBackend } from './stateful-backend';
import { worker } from './worker';

/** Everything that an application can be made of. A new construct gets a file beside this one, and a line here. */
const PIECES = [
  appConfig,
  appSecrets,
  backend,
  calls,
  frontend,
  job,
  migrationJob,
  persistentClaim,
  scheduledJob,
  serviceMonitor,
  singlePageApp,
  statefulBackend,
  webIngress,
  webRoute,
  worker,
  workloadAlerts,
];

/** An application, as what it is made of. */
export interface Application {
  readonly stage: Stage;
  readonly pieces: readonly Piece[];
}

/** Any valid application. */
export const application: fc.Arbitrary<Application> = fc.record({
  stage: fc.constantFrom(...Object.values(Stage)),
  pieces: fc.array(fc.oneof(...PIECES), { minLength: 1, maxLength: 3 }),
});

/** The chart of an application. */
export function chartOf({ stage, pieces }: Application, name = 'shop'): TestChart {
  const chart = new TestChart({ name, namespace: name, stage });
  pieces.forEach((piece, index) => {
    piece.define(chart, { id: `p${index}`, index });
  });
  return chart;
}
