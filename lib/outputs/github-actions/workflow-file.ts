import { IConstruct } from 'constructs';
import { Derivation } from '../../synth/derived-output';
import { SynthesizedObject } from '../../synth/manifest';
import { DeployedEnvironment } from './deployed-environment';
import { planDeployment } from './deployment-plan';
import { GithubActionsProps } from './github-actions-props';
import { workflow } from './workflow';

/** The file of the workflow that deploys an environment, or why there can be none. */
export function workflowFile(
  { node }: IConstruct,
  props: Partial<GithubActionsProps>,
  objects: readonly SynthesizedObject[],
): Derivation {
  const environment = new DeployedEnvironment(node.root, props.environment ?? '', objects);
  const { plan, findings } = planDeployment(environment, props);
  return {
    files: plan === undefined ? [] : [{ path: `${plan.pipeline.name}.yml`, text: workflow(plan) }],
    issues: findings.map((finding) => ({ path: node.path, ...finding })),
  };
}
