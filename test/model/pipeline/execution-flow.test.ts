import { EXECUTION_FLOW } from '../../../lib/model/pipeline/execution-flow';
import { STAGE_ORDER } from '../../../lib/model/pipeline/pipeline-stage';

describe('EXECUTION_FLOW', () => {
  it('has the seven steps of every run, numbered from 1', () => {
    expect(EXECUTION_FLOW.map(({ number, title }) => `${number} ${title}`)).toEqual([
      '1 Trigger event',
      '2 Checkout code',
      '3 Build images',
      '4 Push to registry',
      '5 Update deployment',
      '6 Verify health checks',
      '7 Report status',
    ]);
  });

  it('holds every stage once, in the order of the stages', () => {
    expect(EXECUTION_FLOW.flatMap(({ stage }) => stage ?? [])).toEqual(STAGE_ORDER);
  });

  it('cannot be changed', () => {
    expect(Object.isFrozen(EXECUTION_FLOW) && EXECUTION_FLOW.every((step) => Object.isFrozen(step))).toBe(true);
  });
});
