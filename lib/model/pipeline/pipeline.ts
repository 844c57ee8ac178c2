import { Finding, show } from '../core/issue';
import { LiveCheck } from '../core/live-check';
import { dnsLabel } from '../core/names';
import { pattern, wholeNumber } from '../core/rules';
import { IValidated } from '../core/validated';
import { ValidationError } from '../core/validation-error';
import { credentialsCheck, deploymentChecks, orderCheck, PipelineFacts } from './pipeline-live-checks';
import { executionFindings, PipelineStage, pipelineStageFindings, STAGE_ORDER, StageName } from './pipeline-stage';
import { PipelineTrigger, triggerFindings } from './pipeline-trigger';

/** Attributes of `Pipeline`. */
export interface PipelineProps {
  /** Name of the workflow, which is also the name of its file. */
  readonly name: string;
  /** What starts it. */
  readonly triggers: PipelineTrigger[];
  /** Its stages: build, push, deploy, verify. */
  readonly stages: PipelineStage[];
  /** Names of the secrets that the platform must hold for it. */
  readonly requiredCredentials: string[];
  /**
   * Seconds from the event to the verified deployment.
   * @default 600
   */
  readonly budgetSeconds?: number;
}

/** Push to deployed within 10 minutes. */
const DEFAULT_BUDGET_SECONDS = 600;

/**
 * How the platform stores names: in upper case.
 *
 * @see https://docs.github.com/en/actions/reference/security/secrets#naming-your-secrets
 */
const CREDENTIAL_NAME = {
  expression: /^(?!GITHUB_)[A-Z_][A-Z0-9_]*$/,
  maxLength: 255,
  allowed: 'upper-case letters, digits and "_", beginning with neither a digit nor GITHUB_',
};

/** An automated way from the code to a verified deployment. */
export class Pipeline implements IValidated {
  /** Name of the workflow, which is also the name of its file. */
  readonly name: string;
  /** Seconds from the event to the verified deployment. */
  readonly budgetSeconds: number;
  readonly #triggers: readonly PipelineTrigger[];
  readonly #stages: readonly PipelineStage[];
  readonly #requiredCredentials: readonly string[];

  constructor(props: PipelineProps) {
    const { name, triggers, stages, requiredCredentials, budgetSeconds } = { ...props };
    this.name = name;
    this.budgetSeconds = budgetSeconds ?? DEFAULT_BUDGET_SECONDS;
    this.#triggers = listOf(triggers);
    this.#stages = listOf(stages).map((stage) => ({ ...stage }));
    this.#requiredCredentials = listOf(requiredCredentials);
  }

  get place(): string {
    return `Pipeline ${typeof this.name === 'string' ? this.name : typeof this.name}`;
  }

  /** A copy of the triggers. */
  get triggers(): PipelineTrigger[] {
    return [...this.#triggers];
  }

  /** A copy of the stages. */
  get stages(): PipelineStage[] {
    return this.#stages.map((stage) => ({ ...stage }));
  }

  /** A copy of the names of the secrets that the platform must hold for it. */
  get requiredCredentials(): string[] {
    return [...this.#requiredCredentials];
  }

  /** Seconds that the verification may take, or `undefined` when there is no such stage. */
  get verifySeconds(): number | undefined {
    return this.#stages.find(({ name }) => name === StageName.VERIFY)?.budgetSeconds;
  }

  findings(): Finding[] {
    const why = { code: 'pipeline-budget-out-of-range', remedy: 'Give whole seconds.' };
    return [
      ...dnsLabel('name', this.name),
      ...triggerListFindings('triggers', this.#triggers),
      ...pipelineStageFindings('stages', this.#stages, this.budgetSeconds),
      ...credentialFindings('requiredCredentials', this.#requiredCredentials),
      ...wholeNumber('budgetSeconds', this.budgetSeconds, { min: 1 }, why),
    ];
  }

  /**
   * The stage that comes next, or `undefined` when all are completed.
   *
   * @param completed the stages that succeeded so far, in the order of their execution
   * @throws ValidationError `stages-out-of-order` when that is not the order of the pipeline
   */
  nextStage(completed: StageName[]): StageName | undefined {
    const findings = executionFindings('completed', completed);
    if (findings.length > 0) {
      throw new ValidationError(findings.map((finding) => ({ path: this.place, ...finding })));
    }
    return STAGE_ORDER[completed.length];
  }

  /**
   * Judges what only the platform and the cluster can tell.
   *
   * @param facts what was observed; what was not is not verified
   */
  verify(facts: PipelineFacts): LiveCheck[] {
    const known = { ...facts };
    return [
      credentialsCheck(this.place, this.#requiredCredentials, known.configuredCredentials),
      orderCheck(this.place, known.executedStages),
      ...deploymentChecks(this.place, known),
    ];
  }
}

function triggerListFindings(field: string, triggers: readonly PipelineTrigger[]): Finding[] {
  if (triggers.length > 0) {
    return triggers.flatMap((trigger, index) => triggerFindings(`${field}[${index}]`, trigger));
  }
  const remedy = 'Say what starts the pipeline, for example PipelineTrigger.manual().';
  return [{ code: 'trigger-missing', field, given: 'no trigger', allowed: 'at least one trigger', remedy }];
}

function credentialFindings(field: string, names: readonly string[]): Finding[] {
  if (names.length === 0) {
    const remedy = 'Name the secrets with which the pipeline reaches registry and cluster.';
    return [{ code: 'credentials-empty', field, given: 'no name', allowed: 'at least one name', remedy }];
  }
  const why = { code: 'credential-name-invalid', remedy: 'Rename the secret; give its name, never its value.' };
  const repeated = names.filter((name, index) => names.indexOf(name) < index);
  return [
    // What is no name could be a value, so it is not shown.
    ...names.flatMap((name, index) => pattern(`${field}[${index}]`, name, CREDENTIAL_NAME, why).map(hidden)),
    ...[...new Set(repeated)].map((name) => ({
      code: 'credential-duplicate',
      field,
      given: pattern(field, name, CREDENTIAL_NAME, why).length === 0 ? `${show(name)} more than once` : 'a name twice',
      allowed: 'every name once',
      remedy: 'Remove one of the two.',
    })),
  ];
}

function hidden(finding: Finding): Finding {
  return { ...finding, given: 'another text' };
}

function listOf<T>(given: readonly T[] | undefined): T[] {
  return Array.isArray(given) ? [...given] : [];
}
