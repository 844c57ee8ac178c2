import * as fc from 'fast-check';
import {
  executionFindings,
  pipelineStageFindings,
  STAGE_ORDER,
  StageName,
} from '../../../lib/model/pipeline/pipeline-stage';

const { BUILD, PUSH, DEPLOY, VERIFY } = StageName;
const stages = (names: readonly StageName[], budgetSeconds = 100) => names.map((name) => ({ name, budgetSeconds }));

describe('pipelineStageFindings', () => {
  it('accepts build, push, deploy, verify that fit into the budget exactly', () => {
    expect(pipelineStageFindings('stages', stages([BUILD, PUSH, DEPLOY, VERIFY], 150), 600)).toEqual([]);
  });

  it('accepts no other list of stages', () => {
    const isRight = (names: StageName[]) => names.join() === STAGE_ORDER.join();
    const lists = fc.array(fc.constantFrom(...STAGE_ORDER), { maxLength: 6 });
    fc.assert(
      fc.property(lists, (names) => {
        const codes = pipelineStageFindings('stages', stages(names), 600).map(({ code }) => code);
        expect(codes).toEqual(isRight(names) ? [] : ['stages-out-of-order']);
      }),
    );
  });

  it.each([
    [[], 'no stage'],
    [[PUSH, BUILD, DEPLOY, VERIFY], 'push, build, deploy, verify'],
    [[BUILD, PUSH, DEPLOY], 'build, push, deploy'],
    [[BUILD, PUSH, DEPLOY, VERIFY, VERIFY], 'build, push, deploy, verify, verify'],
    [[BUILD, 'test' as StageName, DEPLOY, VERIFY], 'build, test, deploy, verify'],
    [[BUILD, undefined as never, DEPLOY, VERIFY], 'build, undefined, deploy, verify'],
  ])('refuses %j', (names, given) => {
    expect(pipelineStageFindings('stages', stages(names), 600)).toMatchObject([
      { code: 'stages-out-of-order', field: 'stages', given },
    ]);
  });

  it('refuses stages that take longer than the whole, and says which take what', () => {
    const waits = [
      { name: BUILD, budgetSeconds: 180 },
      { name: PUSH, budgetSeconds: 60 },
      { name: DEPLOY, budgetSeconds: 60 },
      { name: VERIFY, budgetSeconds: 600 },
    ];
    expect(pipelineStageFindings('stages', waits, 600)).toMatchObject([
      {
        code: 'pipeline-over-budget',
        field: 'stages',
        given: '900 s together (build 180, push 60, deploy 60, verify 600)',
        allowed: 'at most the 600 s of the whole pipeline',
      },
    ]);
  });

  it.each([0, -1, 1.5, NaN, Infinity, undefined, '60'])('refuses a budget of %p', (budget) => {
    const wrong = stages(STAGE_ORDER).map((stage, index) =>
      index === 2 ? { ...stage, budgetSeconds: budget } : stage,
    );
    expect(pipelineStageFindings('stages', wrong as never, 600)).toMatchObject([
      { code: 'stage-budget-out-of-range', field: 'stages[2].budgetSeconds' },
    ]);
  });
});

describe('executionFindings', () => {
  it.each([0, 1, 2, 3, 4])('accepts the first %i stages', (count) => {
    expect(executionFindings('executed', STAGE_ORDER.slice(0, count))).toEqual([]);
  });

  it.each([[[PUSH]], [[BUILD, DEPLOY]], [[PUSH, BUILD]], [[BUILD, BUILD]], [[...STAGE_ORDER, VERIFY]]])(
    'refuses %j',
    (executed) => {
      expect(executionFindings('executed', executed)).toMatchObject([{ code: 'stages-out-of-order' }]);
    },
  );
});
