import { inspect } from 'node:util';
import { Verdict } from '../../../lib/model/core/live-check';
import { ValidationError } from '../../../lib/model/core/validation-error';
import { Pipeline, PipelineProps } from '../../../lib/model/pipeline/pipeline';
import { PipelineFacts } from '../../../lib/model/pipeline/pipeline-live-checks';
import { STAGE_ORDER, StageName } from '../../../lib/model/pipeline/pipeline-stage';
import { PipelineTrigger } from '../../../lib/model/pipeline/pipeline-trigger';

const { BUILD, PUSH, DEPLOY, VERIFY } = StageName;
const PROPS: PipelineProps = {
  name: 'deploy-cloud',
  triggers: [PipelineTrigger.push({ branches: ['main'] }), PipelineTrigger.manual()],
  stages: [
    { name: BUILD, budgetSeconds: 180 },
    { name: PUSH, budgetSeconds: 60 },
    { name: DEPLOY, budgetSeconds: 60 },
    { name: VERIFY, budgetSeconds: 300 },
  ],
  requiredCredentials: ['DOCKERHUB_USERNAME', 'DOCKERHUB_TOKEN', 'KUBECONFIG_CONTENT'],
};
const pipeline = (props: object = {}) => new Pipeline({ ...PROPS, ...props });

describe('Pipeline', () => {
  it('takes the pipeline of the reference application without findings', () => {
    const reference = pipeline();
    expect(reference.findings()).toEqual([]);
    expect(reference.place).toBe('Pipeline deploy-cloud');
    expect(reference.triggers.map(String)).toEqual(['push to main', 'by hand']);
    expect(reference.requiredCredentials).toEqual(PROPS.requiredCredentials);
    expect(reference.stages).toEqual(PROPS.stages);
  });

  it('has 10 minutes unless told', () => {
    expect(pipeline().budgetSeconds).toBe(600);
    expect(pipeline({ budgetSeconds: 1800 }).budgetSeconds).toBe(1800);
  });

  it('knows how long its verification may take', () => {
    expect(pipeline().verifySeconds).toBe(300);
    expect(pipeline({ stages: [] }).verifySeconds).toBeUndefined();
  });

  it('copies its lists, inwards and outwards', () => {
    const stages = PROPS.stages.map((stage) => ({ ...stage }));
    const requiredCredentials = ['A'];
    const triggers = [PipelineTrigger.manual()];
    const one = pipeline({ stages, requiredCredentials, triggers });
    stages[0]!.budgetSeconds = 1;
    [stages, requiredCredentials, triggers, one.stages, one.requiredCredentials, one.triggers].forEach((list) =>
      list.pop(),
    );
    Object.assign(one.stages[0]!, { budgetSeconds: 1 });
    expect(one.stages).toEqual(PROPS.stages);
    expect([one.requiredCredentials.length, one.triggers.length]).toEqual([1, 1]);
  });

  it.each([
    [{ name: 'deploy/cloud' }, 'name', 'name-invalid'],
    [{ triggers: [] }, 'triggers', 'trigger-missing'],
    [{ triggers: undefined }, 'triggers', 'trigger-missing'],
    [{ triggers: [PipelineTrigger.schedule('daily')] }, 'triggers[0].cron', 'cron-invalid'],
    [{ stages: [...PROPS.stages].reverse() }, 'stages', 'stages-out-of-order'],
    [{ stages: [] }, 'stages', 'stages-out-of-order'],
    [{ budgetSeconds: 599 }, 'stages', 'pipeline-over-budget'],
    [{ budgetSeconds: '600s' }, 'budgetSeconds', 'pipeline-budget-out-of-range'],
    [{ budgetSeconds: NaN }, 'budgetSeconds', 'pipeline-budget-out-of-range'],
    [{ requiredCredentials: [] }, 'requiredCredentials', 'credentials-empty'],
    [{ requiredCredentials: ['A', 'A'] }, 'requiredCredentials', 'credential-duplicate'],
  ])('refuses %j', (props, field, code) => {
    expect(pipeline(props).findings()).toMatchObject([{ field, code }]);
  });

  it('refuses a deploy wait that is longer than the budget of the whole', () => {
    const stages = PROPS.stages.map((stage) => (stage.name === DEPLOY ? { ...stage, budgetSeconds: 900 } : stage));
    expect(pipeline({ stages }).findings()).toMatchObject([{ code: 'pipeline-over-budget' }]);
  });

  it.each(['', 'dockerhub_token', 'GITHUB_TOKEN', '1TOKEN', 'MY-TOKEN', 'A B', 5])(
    'refuses the credential %p without showing it, because it could be a value',
    (name) => {
      expect(pipeline({ requiredCredentials: ['A', name] }).findings()).toMatchObject([
        { code: 'credential-name-invalid', field: 'requiredCredentials[1]', given: 'another text' },
      ]);
    },
  );

  it('does not show a value that is given twice either', () => {
    expect(JSON.stringify(pipeline({ requiredCredentials: ['hunter2', 'hunter2'] }).findings())).not.toMatch(/hunter2/);
  });

  it.each([undefined, null, 5, {}, { stages: [null], triggers: [null], requiredCredentials: [null] }])(
    'does not throw for %j',
    (props) => {
      const wrong = new Pipeline(props as never);
      expect(wrong.findings().map(({ code }) => code)).toContain('name-invalid');
      expect(wrong.place).toBe('Pipeline undefined');
    },
  );
});

describe('Pipeline.nextStage', () => {
  it.each([0, 1, 2, 3, 4])('follows the order after %i stages', (count) => {
    expect(pipeline().nextStage(STAGE_ORDER.slice(0, count))).toBe([BUILD, PUSH, DEPLOY, VERIFY, undefined][count]);
  });

  it.each([[[PUSH]], [[BUILD, DEPLOY]], [[BUILD, PUSH, VERIFY]]])('refuses %j', (completed) => {
    const isExpected = (error: unknown) =>
      ValidationError.isValidationError(error) &&
      error.issues.every(({ code, path }) => code === 'stages-out-of-order' && path === 'Pipeline deploy-cloud');
    let thrown: unknown;
    try {
      pipeline().nextStage(completed);
    } catch (error) {
      thrown = error;
    }
    expect(isExpected(thrown)).toBe(true);
  });
});

describe('Pipeline.verify', () => {
  const GOOD: PipelineFacts = {
    configuredCredentials: ['DOCKERHUB_USERNAME', 'dockerhub_token', 'KUBECONFIG_CONTENT', 'OTHER'],
    executedStages: [...STAGE_ORDER],
    rolloutsComplete: true,
    podsReady: true,
    externalAddressAssigned: true,
    healthStatus: 200,
    healthMilliseconds: 1000,
  };
  const verdicts = (facts: PipelineFacts) =>
    new Map(
      pipeline()
        .verify(facts)
        .map(({ code, verdict }) => [code, verdict]),
    );

  it('passes when every fact is good', () => {
    expect([...verdicts(GOOD)]).toEqual([
      ['pipeline-credentials-configured', Verdict.PASSED],
      ['pipeline-stages-in-order', Verdict.PASSED],
      ['deployment-rolled-out', Verdict.PASSED],
      ['deployment-pods-ready', Verdict.PASSED],
      ['external-address-assigned', Verdict.PASSED],
      ['deployment-health-answers', Verdict.PASSED],
      ['deployment-health-in-time', Verdict.PASSED],
    ]);
  });

  it.each([{}, undefined as never])('takes nothing for passed that was not observed', (facts) => {
    expect(new Set(verdicts(facts).values())).toEqual(new Set([Verdict.NOT_VERIFIED]));
  });

  it.each([
    ['pipeline-credentials-configured', { configuredCredentials: ['DOCKERHUB_USERNAME'] }],
    ['pipeline-stages-in-order', { executedStages: [BUILD, DEPLOY, PUSH] }],
    ['deployment-rolled-out', { rolloutsComplete: false }],
    ['deployment-pods-ready', { podsReady: false }],
    ['external-address-assigned', { externalAddressAssigned: false }],
    ['deployment-health-answers', { healthStatus: 503 }],
    ['deployment-health-answers', { healthStatus: 302 }],
    ['deployment-health-in-time', { healthMilliseconds: 1001 }],
    ['deployment-health-in-time', { healthMilliseconds: NaN }],
  ])('fails %s alone for %j', (code, fact) => {
    const failed = [...verdicts({ ...GOOD, ...fact })].filter(([, verdict]) => verdict !== Verdict.PASSED);
    expect(failed).toEqual([[code, Verdict.FAILED]]);
  });

  it('lets a run stop halfway, and judges no run that executed nothing', () => {
    const check = (executedStages: StageName[]) => verdicts({ executedStages }).get('pipeline-stages-in-order');
    expect(check([BUILD, PUSH])).toBe(Verdict.PASSED);
    expect(check([])).toBe(Verdict.NOT_VERIFIED);
  });

  it('names the credentials that are missing, and repeats no other text', () => {
    const [check] = pipeline().verify({ configuredCredentials: ['KUBECONFIG_CONTENT', 'DOCKERHUB_TOKEN=hunter2'] });
    expect(check).toMatchObject({ observed: 'missing: DOCKERHUB_USERNAME, DOCKERHUB_TOKEN' });
    expect(inspect(check)).not.toMatch(/hunter2/);
    const [map] = pipeline().verify({ configuredCredentials: { DOCKERHUB_TOKEN: 'hunter2' } as never });
    expect(map).toMatchObject({ verdict: Verdict.NOT_VERIFIED });
    expect(inspect(map)).not.toMatch(/hunter2/);
  });
});
