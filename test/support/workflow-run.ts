import * as fs from 'node:fs';
import * as path from 'node:path';
import { parse } from 'yaml';
import { run } from '../../lib/process/run';

/** A step of a workflow as it stands in the file. */
export interface WorkflowStep {
  readonly name: string;
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly with?: { readonly [input: string]: unknown };
  readonly env?: { readonly [name: string]: string };
  readonly run?: string;
}

/** A job of a workflow as it stands in the file. */
export interface WorkflowJob {
  readonly 'runs-on': string;
  readonly 'timeout-minutes': number;
  readonly needs?: string[];
  readonly environment?: { readonly name: string; readonly url?: string };
  readonly permissions: { readonly [scope: string]: string };
  readonly env?: { readonly [name: string]: string };
  readonly steps: WorkflowStep[];
}

/** A workflow as it stands in the file. */
export interface Workflow {
  readonly name: string;
  readonly on: { readonly [event: string]: unknown };
  readonly permissions: object;
  readonly concurrency: object;
  readonly jobs: { readonly [id: string]: WorkflowJob };
}

export function readWorkflow(text: string): Workflow {
  return parse(text) as Workflow;
}

/** Where a job runs, and what it finds there. */
export interface Runner {
  /** Working copy of the repository. */
  readonly repository: string;
  /** For everything else; empty. */
  readonly temporary: string;
  /** Programs that stand in for others: their bodies in bash, which find their calls in `$CALLS`. */
  readonly standIns: { readonly [program: string]: string };
  /** Values of expressions, by their text. */
  readonly expressions: { readonly [expression: string]: string };
  /** Variables of all steps, for the stand-ins. */
  readonly env?: { readonly [name: string]: string };
}

export interface StepResult {
  readonly name: string;
  readonly outcome: 'success' | 'failure' | 'skipped';
  readonly stdout: string;
  readonly stderr: string;
  readonly outputs: { readonly [name: string]: string };
}

export interface JobResult {
  readonly steps: StepResult[];
  /** What the stand-ins were called with, one line a call. */
  readonly calls: string[];
  /** What was written to the summary. */
  readonly summary: string;
  /** The step of a name. */
  step(name: string): StepResult;
}

/**
 * Runs the scripts of a job as a runner of GitHub does: one bash per step, conditions evaluated, files for outputs. Steps
 * that use actions are passed over.
 */
export function runJob(job: WorkflowJob, runner: Runner): JobResult {
  const files = (name: string) => path.join(runner.temporary, name);
  installStandIns(runner);
  ['calls', 'output', 'summary'].forEach((name) => fs.writeFileSync(files(name), ''));
  fs.mkdirSync(files('runner-temp'), { recursive: true });
  const steps: StepResult[] = [];
  for (const step of job.steps) {
    const isDue = isTrue(step.if ?? 'success()', job, steps);
    const result: StepResult =
      step.run === undefined || !isDue
        ? { name: step.name, outcome: isDue ? 'success' : 'skipped', stdout: '', stderr: '', outputs: {} }
        : runStep(job, step, step.run, runner);
    steps.push(result);
  }
  return {
    steps,
    calls: fs.readFileSync(files('calls'), 'utf8').split('\n').filter(Boolean),
    summary: fs.readFileSync(files('summary'), 'utf8'),
    step: (name) => {
      const found = steps.find((step) => step.name === name);
      if (found === undefined) {
        throw new Error(`no step ${name} among ${steps.map((step) => step.name).join(', ')}`);
      }
      return found;
    },
  };
}

function installStandIns({ temporary, standIns }: Runner): void {
  const bin = path.join(temporary, 'bin');
  fs.mkdirSync(bin, { recursive: true });
  for (const [program, body] of Object.entries(standIns)) {
    const text = `#!/usr/bin/env bash\necho "${program} $*" >>"$CALLS"\n${body}\n`;
    fs.writeFileSync(path.join(bin, program), text, { mode: 0o755 });
  }
}

function runStep(job: WorkflowJob, step: WorkflowStep, script: string, runner: Runner): StepResult {
  const files = (name: string) => path.join(runner.temporary, name);
  const given = Object.entries({ ...job.env, ...step.env });
  fs.writeFileSync(files('output'), '');
  fs.writeFileSync(files('script'), script);
  const { status, stdout, stderr } = run('bash', ['--noprofile', '--norc', '-eo', 'pipefail', files('script')], {
    cwd: runner.repository,
    env: {
      PATH: `${files('bin')}:${process.env['PATH'] ?? ''}`,
      CALLS: files('calls'),
      RUNNER_TEMP: files('runner-temp'),
      GITHUB_OUTPUT: files('output'),
      GITHUB_STEP_SUMMARY: files('summary'),
      GITHUB_SHA: 'c0ffee0123456789c0ffee0123456789c0ffee01',
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_REPOSITORY: 'acme/todo',
      GITHUB_RUN_ID: '42',
      POLL_SECONDS: '0.2',
      GIT_CONFIG_NOSYSTEM: '1',
      HOME: runner.temporary,
      ...runner.env,
      ...Object.fromEntries(given.map(([name, value]) => [name, evaluated(value, runner)])),
    },
  });
  const outputs = readOutputs(fs.readFileSync(files('output'), 'utf8'));
  return { name: step.name, outcome: status === 0 ? 'success' : 'failure', stdout, stderr, outputs };
}

/** A value with its expressions replaced. */
function evaluated(value: string, { expressions, temporary }: Runner): string {
  const known: { [text: string]: string } = { 'runner.temp': path.join(temporary, 'runner-temp'), ...expressions };
  return value.replace(/\$\{\{ (.*?) \}\}/g, (_, expression: string) => {
    const text = known[expression];
    if (text === undefined) {
      throw new Error(`nobody says what \${{ ${expression} }} is`);
    }
    return text;
  });
}

/** The condition of a step, whose syntax is that of JavaScript as far as workflows use it. */
function isTrue(condition: string, job: WorkflowJob, results: readonly StepResult[]): boolean {
  const hasFailed = results.some(({ outcome }) => outcome === 'failure');
  const steps = Object.fromEntries(
    job.steps.flatMap(({ id }, index) => (id === undefined ? [] : [[id, { outcome: results[index]?.outcome ?? '' }]])),
  );
  const functions = {
    success: () => !hasFailed,
    failure: () => hasFailed,
    cancelled: () => false,
    always: () => true,
    contains: (list: unknown[], item: unknown) => list.includes(item),
    fromJSON: (text: string): unknown => JSON.parse(text),
  };
  const expression = condition.replace(/^\$\{\{ (.*) \}\}$/, '$1');
  const evaluate = new Function(...Object.keys(functions), 'steps', `return ${expression}`) as (
    ...values: unknown[]
  ) => boolean;
  return evaluate(...Object.values(functions), steps);
}

function readOutputs(text: string): { [name: string]: string } {
  const outputs: { [name: string]: string } = {};
  const lines = text.split('\n');
  while (lines.length > 0) {
    const line = lines.shift() ?? '';
    const [, name, end] = /^([^=<]+)<<(.+)$/.exec(line) ?? [];
    if (name !== undefined) {
      outputs[name] = lines.splice(0, lines.indexOf(end ?? '')).join('\n');
      lines.shift();
    } else if (line.includes('=')) {
      const [key = '', ...value] = line.split('=');
      outputs[key] = value.join('=');
    }
  }
  return outputs;
}
