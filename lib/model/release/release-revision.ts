import { Finding, show } from '../core/issue';
import { oneOf, wholeNumber } from '../core/rules';
import { SEMANTIC_VERSION, semanticVersion } from '../core/semantic-version';
import { fieldsOf, textOf } from '../core/untrusted';
import { IValidated } from '../core/validated';
import { ValidationError } from '../core/validation-error';
import { HelmStatus } from './release-lifecycle';

/** Attributes of `ReleaseRevision`. */
export interface ReleaseRevisionProps {
  /** Its number: 1 is the installation, and every upgrade and rollback adds one. */
  readonly revision: number;
  /** Helm's word for it. */
  readonly status: HelmStatus;
  /** Version of the chart, for example `1.0.0`. */
  readonly chartVersion: string;
  /**
   * Version of the application in the chart.
   * @default - the chart names none
   */
  readonly appVersion?: string;
  /**
   * When Helm began to deploy it.
   * @default - not recorded
   */
  readonly deployedAt?: Date;
  /**
   * What Helm, or who called it, says of it.
   * @default - nothing
   */
  readonly description?: string;
}

/**
 * One entry of the history of a Helm release.
 *
 * @see https://helm.sh/docs/helm/helm_history/
 */
export class ReleaseRevision implements IValidated {
  /**
   * Reads what `helm history RELEASE -o json` prints.
   *
   * @throws ValidationError `helm-history-invalid`, once for each entry and field that is not as Helm prints it
   */
  static fromHelmHistory(json: string): ReleaseRevision[] {
    const entries = parsed(json);
    const allowed = 'a list in JSON, as `helm history RELEASE -o json` prints it';
    const findings = entries?.flatMap((entry, index) => entryFindings(`[${index}]`, entry)) ?? [
      unreadable('output', 'something else', allowed),
    ];
    if (entries === undefined || findings.length > 0) {
      throw new ValidationError(findings.map((finding) => ({ path: 'helm history', ...finding })));
    }
    return entries.map(revisionOf);
  }

  /** Its number; 0 where none was given. */
  readonly revision: number;
  /** Helm's word for it. */
  readonly status: HelmStatus;
  /** Version of the chart. */
  readonly chartVersion: string;
  /** @default - the chart names none */
  readonly appVersion?: string;
  /** @default - nothing */
  readonly description?: string;
  readonly #given: GivenRevision;

  constructor(props: ReleaseRevisionProps) {
    const { revision, status, chartVersion, appVersion, deployedAt, description } = fieldsOf(props);
    this.revision = isRevision(revision) ? (revision as number) : 0;
    this.status = textOf(status) as HelmStatus;
    this.chartVersion = textOf(chartVersion);
    this.appVersion = typeof appVersion === 'string' ? appVersion : undefined;
    this.description = typeof description === 'string' ? description : undefined;
    const time = deployedAt instanceof Date ? new Date(deployedAt) : deployedAt;
    this.#given = { revision, status, chartVersion, appVersion, deployedAt: time, description };
  }

  get place(): string {
    return `ReleaseRevision ${this.revision}`;
  }

  /** When Helm began to deploy it, or `undefined` where that was not recorded. */
  get deployedAt(): Date | undefined {
    const { deployedAt } = this.#given;
    return deployedAt instanceof Date ? new Date(deployedAt) : undefined;
  }

  findings(): Finding[] {
    const { revision, status, chartVersion, appVersion, deployedAt, description } = this.#given;
    const remedy = 'Take the revision from `helm history`.';
    return [
      ...wholeNumber('revision', revision, { min: 1 }, { code: 'revision-invalid', remedy }),
      ...oneOf('status', status, Object.values(HelmStatus), { code: 'helm-status-unknown', remedy }),
      ...semanticVersion('chartVersion', chartVersion),
      ...textFindings('appVersion', appVersion),
      ...dateFindings('deployedAt', deployedAt),
      ...textFindings('description', description),
    ];
  }
}

interface GivenRevision {
  readonly revision: unknown;
  readonly status: unknown;
  readonly chartVersion: unknown;
  readonly appVersion: unknown;
  readonly deployedAt: unknown;
  readonly description: unknown;
}

/** The texts of Helm are free, so that only their being text can be judged. They are not shown: they may hold output. */
function textFindings(field: string, given: unknown): Finding[] {
  if (given === undefined || typeof given === 'string') {
    return [];
  }
  const remedy = 'Give a text, or leave it out.';
  return [{ code: 'text-expected', field, given: `a value of type ${typeof given}`, allowed: 'a text', remedy }];
}

function dateFindings(field: string, given: unknown): Finding[] {
  if (given === undefined || (given instanceof Date && !Number.isNaN(given.getTime()))) {
    return [];
  }
  const what = given instanceof Date ? 'an invalid Date' : `a value of type ${typeof given}`;
  const remedy = 'Give the time of the deployment, or leave it out.';
  return [{ code: 'date-invalid', field, given: what, allowed: 'a valid Date', remedy }];
}

/** An entry as Helm prints it, before anything is known of it. */
interface HelmEntry {
  readonly revision?: unknown;
  readonly updated?: unknown;
  readonly status?: unknown;
  readonly chart?: unknown;
  readonly app_version?: unknown;
  readonly description?: unknown;
}

const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;
/** What Helm 3 and Helm 4 print where no time was recorded. */
const NO_TIME: readonly unknown[] = ['', '0001-01-01T00:00:00Z', null, undefined];

/** The entries, or `undefined` where the text is no list. The text itself may be anything, so it is never shown. */
function parsed(json: unknown): HelmEntry[] | undefined {
  try {
    const value: unknown = JSON.parse(textOf(json));
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function entryFindings(place: string, entry: unknown): Finding[] {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
    return [unreadable(place, typeOf(entry), 'an object with revision, status and chart')];
  }
  const { revision, updated, status, chart, app_version, description }: HelmEntry = entry;
  const words = Object.values(HelmStatus);
  const check = (fits: boolean, field: string, given: string, allowed: string) =>
    fits ? [] : [unreadable(`${place}.${field}`, given, allowed)];
  return [
    ...check(isRevision(revision), 'revision', scalar(revision), 'a whole number of at least 1'),
    ...check(isTime(updated), 'updated', scalar(updated), 'a time such as 2026-02-09T10:15:13.5Z, or nothing'),
    ...check(words.includes(status as HelmStatus), 'status', scalar(status), `one of ${words.join(', ')}`),
    ...check(versionOf(chart) !== undefined, 'chart', scalar(chart), 'NAME-VERSION, such as todo-chatbot-1.0.0'),
    ...check(isText(app_version), 'app_version', typeOf(app_version), 'a text, or nothing'),
    ...check(isText(description), 'description', typeOf(description), 'a text, or nothing'),
  ];
}

function revisionOf({ revision, updated, status, chart, app_version, description }: HelmEntry): ReleaseRevision {
  return new ReleaseRevision({
    revision: revision as number,
    status: status as HelmStatus,
    chartVersion: versionOf(chart) ?? '',
    appVersion: textOf(app_version) || undefined,
    deployedAt: NO_TIME.includes(updated) ? undefined : new Date(textOf(updated)),
    description: textOf(description) || undefined,
  });
}

/** Names and versions both may hold "-": the version begins as early as the rest of the text is one. */
function versionOf(chart: unknown): string | undefined {
  const text = textOf(chart);
  for (let dash = text.indexOf('-', 1); dash > 0; dash = text.indexOf('-', dash + 1)) {
    const rest = text.slice(dash + 1);
    if (SEMANTIC_VERSION.test(rest)) {
      return rest;
    }
  }
  return undefined;
}

function isRevision(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 1;
}

function isTime(value: unknown): boolean {
  const text = textOf(value);
  return NO_TIME.includes(value) || (RFC_3339.test(text) && !Number.isNaN(Date.parse(text)));
}

function isText(value: unknown): boolean {
  return value === undefined || value === null || typeof value === 'string';
}

function typeOf(value: unknown): string {
  return Array.isArray(value) ? 'a list' : value === null ? 'null' : `a value of type ${typeof value}`;
}

/** Text and numbers as they are; of anything else only the type, because it can be long. */
function scalar(value: unknown): string {
  return ['string', 'number', 'undefined'].includes(typeof value) ? show(value) : typeOf(value);
}

function unreadable(field: string, given: string, allowed: string): Finding {
  const remedy = 'Pass the output of `helm history RELEASE -o json`, unchanged.';
  return { code: 'helm-history-invalid', field, given, allowed, remedy };
}
