import { parseDocument } from 'yaml';
import { readWorkflow, type WorkflowJob, type WorkflowStep } from './workflow-run';

/*
 * What neither GitHub's parser nor actionlint finds in a workflow, and what this project asks of each.
 */

/** What a workflow may use. */
export interface WorkflowLimits {
  /** Names of secrets; GITHUB_TOKEN is always there. */
  readonly secrets: readonly string[];
}

const PINNED = /^[\w-]+\/[\w./-]+@[0-9a-f]{40}$/;
const UNTRUSTED_EVENTS = ['pull_request_target', 'workflow_run', 'issue_comment'];
const SCOPES = ['read', 'write', 'none'];

/** Every problem of a workflow, with the place of it. */
export function workflowProblems(text: string, { secrets }: WorkflowLimits): string[] {
  const workflow = readWorkflow(text);
  const jobs = Object.entries(workflow.jobs);
  const events = Object.keys(workflow.on);
  return [
    ...(isEmptyMapping(workflow.permissions) ? [] : ['permissions: the workflow as a whole has none']),
    ...('concurrency' in workflow ? [] : ['concurrency: runs at once disturb each other']),
    ...events.filter((event) => UNTRUSTED_EVENTS.includes(event)).map((event) => `on: ${event} runs code of strangers`),
    ...jobs.flatMap(([id, job]) => jobProblems(job).map((problem) => `jobs.${id}: ${problem}`)),
    ...environmentProblems(jobs),
    ...secretProblems(text, secrets),
    ...commentProblems(text),
  ];
}

function jobProblems(job: WorkflowJob): string[] {
  return [
    ...(Number.isInteger(job['timeout-minutes']) ? [] : ['it has no timeout']),
    ...('permissions' in job ? [] : ['it does not say which permissions it needs']),
    ...(typeof job.permissions === 'string' ? ['permissions for everything'] : []),
    ...Object.entries(job.permissions ?? {})
      .filter(([, value]) => !SCOPES.includes(value))
      .map(([scope]) => `permission ${scope} is none of ${SCOPES.join(', ')}`),
    ...job.steps.flatMap((step, index) => stepProblems(step).map((problem) => `steps[${index}]: ${problem}`)),
  ];
}

function stepProblems({ name, uses, run, with: inputs }: WorkflowStep): string[] {
  return [
    ...(typeof name === 'string' ? [] : ['it has no name']),
    ...(uses === undefined || PINNED.test(uses) ? [] : [`${uses} is not pinned to a commit`]),
    ...(run?.includes('${{') ? ['an expression in a script becomes a part of it'] : []),
    ...(uses?.startsWith('actions/checkout@') && inputs?.['persist-credentials'] !== false
      ? ['the token stays on disk']
      : []),
  ];
}

/** Each job that names a protected environment waits for its reviewers. */
function environmentProblems(jobs: readonly [string, WorkflowJob][]): string[] {
  const names = jobs.flatMap(([, { environment }]) => environment?.name ?? environment ?? []) as string[];
  const repeated = names.filter((name, index) => names.indexOf(name) < index);
  return repeated.map((name) => `environment ${name} is asked for more than once`);
}

function secretProblems(text: string, known: readonly string[]): string[] {
  const used = [...text.matchAll(/\bsecrets\.([A-Za-z0-9_]+)|\bsecrets\[/g)].map(([, name = '(computed)']) => name);
  const unknown = [...new Set(used)].filter((name) => name !== 'GITHUB_TOKEN' && !known.includes(name));
  return unknown.map((name) => `secret ${name} is none that the pipeline asks for`);
}

/** People read versions, GitHub commits. */
function commentProblems(text: string): string[] {
  const uses = text.split('\n').filter((line) => /^\s*(?:- )?uses:/.test(line));
  const bare = uses.filter((line) => !/@\S+ # v\d+\.\d+\.\d+$/.test(line));
  return bare.map((line) => `${line.trim()} has no version as a comment`);
}

function isEmptyMapping(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

/** The text parses as YAML, and no key stands twice in a mapping. */
export function yamlProblems(text: string): string[] {
  const { errors, warnings } = parseDocument(text);
  return [...errors, ...warnings].map(({ message }) => message);
}
