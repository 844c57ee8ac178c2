import { PipelineTrigger, triggerFindings, TriggerKind } from '../../../lib/model/pipeline/pipeline-trigger';

describe('PipelineTrigger', () => {
  it.each([
    [PipelineTrigger.push({ branches: ['main', 'release/**'] }), TriggerKind.PUSH, 'push to main, release/**'],
    [PipelineTrigger.tag({ tags: ['v*'] }), TriggerKind.TAG, 'tag v*'],
    [PipelineTrigger.manual(), TriggerKind.MANUAL, 'by hand'],
    [PipelineTrigger.schedule('0 3 * * 1'), TriggerKind.SCHEDULE, 'schedule 0 3 * * 1'],
  ])('says what it is: %s', (trigger, kind, text) => {
    expect([trigger.kind, String(trigger)]).toEqual([kind, text]);
    expect(triggerFindings('triggers[0]', trigger)).toEqual([]);
  });

  it('copies its tags, and has no branches then', () => {
    const trigger = PipelineTrigger.tag({ tags: ['v*'] });
    trigger.tags.pop();
    expect([trigger.tags, trigger.branches]).toEqual([['v*'], []]);
    expect(PipelineTrigger.push({ branches: ['main'] }).tags).toEqual([]);
  });

  it('copies its branches, inwards and outwards', () => {
    const branches = ['main'];
    const trigger = PipelineTrigger.push({ branches });
    branches.push('other');
    trigger.branches.pop();
    expect(trigger.branches).toEqual(['main']);
    expect(PipelineTrigger.manual().branches).toEqual([]);
  });
});

describe('triggerFindings', () => {
  it.each(['main', 'feature/a-b_c', 'v1.2', 'release/*', '!main', 'releases/v[0-9]+', 'fix@2'])(
    'allows the branch %s',
    (branch) => {
      expect(triggerFindings('trigger', PipelineTrigger.push({ branches: [branch] }))).toEqual([]);
    },
  );

  it.each(['', 'a b', '-a', '/a', 'a/', 'a.', '.a', 'a/.b', 'a..b', 'a//b', 'a~1', 'a^', 'a:b', 'a\\b', 'a@{1}', '@'])(
    'refuses the branch %j',
    (branch) => {
      expect(triggerFindings('trigger', PipelineTrigger.push({ branches: [branch] }))).toMatchObject([
        { code: 'branch-invalid', field: 'trigger.branches[0]' },
      ]);
    },
  );

  it.each([
    ['a locked name', PipelineTrigger.push({ branches: ['a.lock/b'] }), 'trigger.branches[0]', 'branch-invalid'],
    ['a control character', PipelineTrigger.push({ branches: ['a\u0007'] }), 'trigger.branches[0]', 'branch-invalid'],
    ['a number', PipelineTrigger.push({ branches: [5 as never] }), 'trigger.branches[0]', 'branch-invalid'],
    ['no branch', PipelineTrigger.push({ branches: [] }), 'trigger.branches', 'trigger-branches-empty'],
    ['no options', PipelineTrigger.push(undefined as never), 'trigger.branches', 'trigger-branches-empty'],
    ['text', PipelineTrigger.push({ branches: 'main' as never }), 'trigger.branches', 'trigger-branches-empty'],
    ['no schedule', PipelineTrigger.schedule('daily'), 'trigger.cron', 'cron-invalid'],
    ['a wrong tag', PipelineTrigger.tag({ tags: ['v 1'] }), 'trigger.tags[0]', 'tag-invalid'],
    ['no tag', PipelineTrigger.tag({ tags: [] }), 'trigger.tags', 'trigger-tags-empty'],
    ['no options of a tag', PipelineTrigger.tag(undefined as never), 'trigger.tags', 'trigger-tags-empty'],
    ['another event', { kind: 'release' } as never, 'trigger', 'trigger-unknown'],
    ['nothing', undefined as never, 'trigger', 'trigger-unknown'],
    ['odd branches', { kind: 'push', branches: 5 } as never, 'trigger.branches', 'trigger-branches-empty'],
  ])('refuses %s', (_, trigger, field, code) => {
    expect(triggerFindings('trigger', trigger)).toMatchObject([{ field, code }]);
  });
});
