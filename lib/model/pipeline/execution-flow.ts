import { StageName } from './pipeline-stage';

/** One step of what a pipeline does from the event to the report. */
export interface ExecutionStep {
  /** Its place, from 1. */
  readonly number: number;
  /** What it is called. */
  readonly title: string;
  /** What happens, and what happens when it fails. */
  readonly description: string;
  /**
   * The stage that the step is.
   * @default - it belongs to no stage
   */
  readonly stage?: StageName;
}

/** The steps of every run, in order. A step starts when the one before it succeeded; the last one always runs. */
export const EXECUTION_FLOW: readonly ExecutionStep[] = Object.freeze(
  [
    { number: 1, title: 'Trigger event', description: 'A push, a person or the clock starts the run.' },
    { number: 2, title: 'Checkout code', description: 'The runner fetches the commit that started the run.' },
    {
      number: 3,
      title: 'Build images',
      description: 'All images are built from that commit, side by side.',
      stage: StageName.BUILD,
    },
    {
      number: 4,
      title: 'Push to registry',
      description: 'The images are pushed under tags that name the commit.',
      stage: StageName.PUSH,
    },
    {
      number: 5,
      title: 'Update deployment',
      description: 'The release is upgraded to those images, with the values of its environment.',
      stage: StageName.DEPLOY,
    },
    {
      number: 6,
      title: 'Verify health checks',
      description:
        'Rollouts complete, pods ready, address assigned, health path answers; else the release is rolled back.',
      stage: StageName.VERIFY,
    },
    { number: 7, title: 'Report status', description: 'The outcome is reported, whether the run succeeded or failed.' },
  ].map((step) => Object.freeze(step)),
);
