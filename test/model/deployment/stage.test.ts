import { Stage } from 'cdk8s-webapp';
import { environmentNameFindings, stageFindings } from '../../../lib/model/deployment/stage';

describe('stageFindings', () => {
  it.each(Object.values(Stage))('knows %s', (stage) => {
    expect(stageFindings('stage', stage)).toEqual([]);
  });

  it('lists the stages for one that it does not know', () => {
    expect(stageFindings('stage', 'prod')).toMatchObject([
      { code: 'stage-unknown', given: '"prod"', allowed: 'one of development, staging, production' },
    ]);
  });
});

describe('environmentNameFindings', () => {
  it.each(['local', 'eu-1'])('allows %s', (name) => {
    expect(environmentNameFindings('environment', name)).toEqual([]);
  });

  it.each([
    ['charts', 'environment-reserved'],
    ['argocd', 'environment-reserved'],
    ['', 'name-invalid'],
    ['../up', 'name-invalid'],
    ['Production', 'name-invalid'],
  ])('refuses %j', (name, code) => {
    expect(environmentNameFindings('environment', name)).toMatchObject([{ code, given: JSON.stringify(name) }]);
  });
});
