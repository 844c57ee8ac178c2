import { TriggerKind } from '../../model/pipeline/pipeline-trigger';
import { buildJob, DEFAULT_RUNNER } from './build-job';
import { deployJob, digests } from './deploy-job';
import { DeploymentKind } from './deployment-method';
import { DeploymentPlan } from './deployment-plan';
import { REPORT } from './scripts/report';
import { Expression, WorkflowMapping, workflowText } from './workflow-text';

const HEADING = `Written by cdk8s-webapp. Do not edit it: change the program, and synthesize.
Builds the images, deploys them, verifies the deployment, and rolls back what does not work.`;

/** The text of a workflow. */
export function workflow(plan: DeploymentPlan): string {
  const { pipeline, environment, images } = plan;
  return workflowText(HEADING, {
    name: pipeline.name,
    on: triggers(plan),
    // Every job says what it needs.
    permissions: {},
    // One deployment of the environment at a time. A run that waits gives way to a newer one.
    concurrency: { group: `deploy-${environment.name}`, 'cancel-in-progress': false },
    defaults: { run: { shell: 'bash' } },
    jobs: {
      ...Object.fromEntries(images.map((image) => [image.job, buildJob(plan, image)])),
      deploy: deployJob(plan),
      report: reportJob(plan),
    },
  });
}

function triggers({ pipeline }: DeploymentPlan): WorkflowMapping {
  const branches = pipeline.triggers.flatMap((trigger) => trigger.branches);
  const tags = pipeline.triggers.flatMap((trigger) => trigger.tags);
  const schedule = pipeline.triggers.flatMap(({ cron }) => (cron === undefined ? [] : [{ cron }]));
  const isManual = pipeline.triggers.some(({ kind }) => kind === TriggerKind.MANUAL);
  const push = {
    branches: branches.length === 0 ? undefined : [...new Set(branches)],
    tags: tags.length === 0 ? undefined : [...new Set(tags)],
  };
  return {
    push: branches.length + tags.length === 0 ? undefined : push,
    workflow_dispatch: isManual ? {} : undefined,
    schedule: schedule.length === 0 ? undefined : schedule,
  };
}

/** Runs whatever happened before. */
function reportJob({ pipeline, environment, images, method, props }: DeploymentPlan): WorkflowMapping {
  const result = (text: string) => Expression.of(text).text;
  const results = [
    ...images.map(({ job, repository }) => `build and push ${repository}|${result(`needs.${job}.result`)}`),
    `deploy|${result("needs.deploy.outputs.deploy || 'not begun'")}`,
    `verify|${result("needs.deploy.outputs.verify || 'not begun'")}`,
    ...(method.kind === DeploymentKind.ARGO_CD
      ? []
      : [`record|${result("needs.deploy.outputs.record || 'not begun'")}`]),
    `roll back|${result("needs.deploy.outputs.roll-back || 'not needed'")}`,
  ];
  return {
    name: 'Report',
    needs: [...images.map(({ job }) => job), 'deploy'],
    if: Expression.of('always()'),
    'runs-on': props.runner ?? DEFAULT_RUNNER,
    'timeout-minutes': 1,
    permissions: {},
    steps: [
      {
        name: 'Tell what happened',
        env: {
          PIPELINE: pipeline.name,
          ENVIRONMENT: environment.name,
          RESULTS: new Expression(results.join('\n')),
          IMAGES: digests(images),
          ADDRESSES: Expression.of('needs.deploy.outputs.addresses'),
        },
        run: REPORT,
      },
    ],
  };
}
