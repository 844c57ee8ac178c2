import { Finding } from '../core/issue';
import { wholeNumber } from '../core/rules';

/** A stage of a pipeline. */
export enum StageName {
  /** Build the container images. */
  BUILD = 'build',
  /** Push them to the registry. */
  PUSH = 'push',
  /** Update the deployment in the cluster. */
  DEPLOY = 'deploy',
  /** Ask whether the deployment is healthy. */
  VERIFY = 'verify',
}

/** A stage and the time that it may take. */
export interface PipelineStage {
  /** Which stage it is. */
  readonly name: StageName;
  /** Seconds after which the stage has failed. */
  readonly budgetSeconds: number;
}

/** The stages in the only order that makes sense: each needs what the one before it made. */
export const STAGE_ORDER: readonly StageName[] = Object.freeze([
  StageName.BUILD,
  StageName.PUSH,
  StageName.DEPLOY,
  StageName.VERIFY,
]);

/** The stages are complete and in order, and their budgets fit into that of the whole. */
export function pipelineStageFindings(
  field: string,
  stages: readonly PipelineStage[],
  budgetSeconds: number,
): Finding[] {
  const names = stages.map(({ name }) => name);
  const why = { code: 'stage-budget-out-of-range', remedy: 'Give the whole seconds that the stage may take.' };
  const budgets = stages.flatMap((stage, index) =>
    wholeNumber(`${field}[${index}].budgetSeconds`, stage.budgetSeconds, { min: 1 }, why),
  );
  const isComplete = names.length === STAGE_ORDER.length && isBeginning(names);
  return [
    ...(isComplete ? [] : [orderFinding(field, names, `exactly ${STAGE_ORDER.join(', ')}, in this order`)]),
    ...budgets,
    ...(budgets.length > 0 ? [] : overBudgetFindings(field, stages, budgetSeconds)),
  ];
}

/** The stages that were executed are the first ones of the pipeline, in its order. */
export function executionFindings(field: string, executed: readonly StageName[]): Finding[] {
  return isBeginning(executed)
    ? []
    : [orderFinding(field, executed, `the first stages of ${STAGE_ORDER.join(', ')}, in this order, none left out`)];
}

function isBeginning(names: readonly string[]): boolean {
  return names.every((name, index) => name === STAGE_ORDER[index]);
}

function orderFinding(field: string, names: readonly unknown[], allowed: string): Finding {
  const words = names.map((name) => (typeof name === 'string' ? name : typeof name));
  return {
    code: 'stages-out-of-order',
    field,
    given: words.length === 0 ? 'no stage' : words.join(', '),
    allowed,
    remedy: 'Name each stage once, in that order.',
  };
}

function overBudgetFindings(field: string, stages: readonly PipelineStage[], budgetSeconds: number): Finding[] {
  const sum = stages.reduce((seconds, stage) => seconds + stage.budgetSeconds, 0);
  if (!(sum > budgetSeconds)) {
    return [];
  }
  const parts = stages.map((stage) => `${stage.name} ${stage.budgetSeconds}`);
  return [
    {
      code: 'pipeline-over-budget',
      field,
      given: `${sum} s together (${parts.join(', ')})`,
      allowed: `at most the ${budgetSeconds} s of the whole pipeline`,
      remedy: 'Shorten the waits, or give the whole pipeline more time.',
    },
  ];
}
