import { Construct } from 'constructs';
import { Validation } from '../../constructs/validation';
import { Finding } from '../../model/core/issue';
import { wholeNumber } from '../../model/core/rules';
import { within } from '../../model/core/validated';
import { declareOutput, Derivation, DerivedOutput } from '../../synth/derived-output';
import type { Synthesis } from '../../synth/synthesis';
import { environmentFindings } from './environments';
import { GithubActionsProps, readGithubActionsProps } from './github-actions-props';
import { isRepositoryPath, pathFinding, WORKFLOWS } from './repository-path';

/** Runners end jobs after six hours. */
const MAX_ROLLBACK_SECONDS = 3600;

/**
 * A workflow of GitHub Actions that deploys one environment: it builds and pushes the images that its pods run, pins their
 * digests, synthesizes, deploys, verifies within the budget of the pipeline, and rolls back what does not work.
 *
 * It is written to `.github/workflows/<name of the pipeline>.yml`, below the working directory.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax
 */
export class GithubActions extends Construct implements DerivedOutput {
  readonly group = 'pipelines';
  readonly directory = WORKFLOWS;
  readonly #props: Partial<GithubActionsProps>;

  constructor(scope: Construct, id: string, props: GithubActionsProps) {
    super(scope, id);
    const { props: read, findings } = readGithubActionsProps(props);
    this.#props = read;
    const validation = Validation.of(this);
    validation.report(...findings, ...ownFindings(read));
    validation.addRule(() =>
      findings.some(({ field }) => field === 'environment')
        ? []
        : environmentFindings(this.node.root, read.environment),
    );
    declareOutput(this, this);
  }

  derive({ objects }: Synthesis): Derivation {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- not every run writes outputs
    const { workflowFile } = require('./workflow-file') as typeof import('./workflow-file');
    return workflowFile(this, this.#props, objects);
  }
}

/** What can be judged of the properties alone. */
function ownFindings(props: Partial<GithubActionsProps>): Finding[] {
  const { pipeline, method, outputDirectory, deployBranch, rollbackSeconds, install, synth } = props;
  const why = { code: 'rollback-seconds-out-of-range', remedy: 'Give whole seconds.' };
  const range = { min: 1, max: MAX_ROLLBACK_SECONDS };
  return [
    ...within('pipeline', pipeline?.findings() ?? []),
    ...(method?.findings() ?? []),
    ...(outputDirectory === undefined || isRepositoryPath(outputDirectory)
      ? []
      : [pathFinding('outputDirectory', outputDirectory)]),
    ...(deployBranch === undefined ? [] : branchFindings('deployBranch', deployBranch)),
    ...(rollbackSeconds === undefined ? [] : wholeNumber('rollbackSeconds', rollbackSeconds, range, why)),
    ...commandFindings('install', install),
    ...commandFindings('synth', synth),
  ];
}

/** No pattern, as it can be in a trigger. */
const BRANCH = /^(?![-/.]|@$)(?!.*(?:\.\.|\/\/|\/\.|@\{|\.lock(?:\/|$)))[-\w./@+]+(?<![/.])$/;

function branchFindings(field: string, given: string): Finding[] {
  const remedy = 'Choose a name such as deployed/production.';
  const allowed = 'a name of a branch: letters, digits, "-", "_", ".", "/", "@" and "+", as git accepts them';
  return BRANCH.test(given)
    ? []
    : [{ code: 'deploy-branch-invalid', field, given: JSON.stringify(given), allowed, remedy }];
}

/** Without synthesis nothing that was built would be deployed. */
function commandFindings(field: string, commands: readonly string[] | undefined): Finding[] {
  const isWrong =
    commands !== undefined && (commands.length === 0 || commands.some((command) => command.trim() === ''));
  const remedy = 'Give the commands, or leave the setting out.';
  return isWrong
    ? [{ code: 'pipeline-command-missing', field, given: 'no command', allowed: 'at least one command', remedy }]
    : [];
}
