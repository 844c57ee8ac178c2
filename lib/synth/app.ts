import { App as Cdk8sApp, IResolver } from 'cdk8s';
import { CapacityTable } from '../checks/capacity/capacity-table';
import { CheckOptions } from '../checks/check-options';
import { CheckIssue, CheckReport, NO_REPORT } from '../checks/check-report';
import { Severity } from '../checks/severity';
import { creationPlace } from '../constructs/creation-place';
import { Validation } from '../constructs/validation';
import { compareText } from '../model/core/compare-text';
import { distinctIssues, Issue } from '../model/core/issue';
import { fieldsOf } from '../model/core/untrusted';
import { uptime } from '../model/core/uptime';
import { ValidationError } from '../model/core/validation-error';
import { AppCheckReport, capacityOfCharts, checkCharts } from './app-checks';
import { chartsOf, constructAt, PlacedChart } from './app-tree';
import { clusterConflicts } from './cluster-conflicts';
import { dependencyIssues } from './dependency-issues';
import { derivedGroups, deriveOutputs } from './derived-output';
import { duplicateIssues } from './duplicates';
import { synthesisHost } from './host';
import { collisionIssues, environmentNames, namespaceIssues, selectionIssues, unusableFileIssues } from './layout';
import { ManifestFile } from './manifest';
import { Memory, NO_MEMORY } from './memory';
import { finishOf } from './object-finish';
import { restoreOutput } from './output/restore';
import { render, Rendering } from './render';
import { Synthesis } from './synthesis';
import { writeSynthesis } from './write-synthesis';

const APP = Symbol.for('cdk8s-webapp.App');

/** Options of `App`. */
export interface AppProps {
  /**
   * The output directory.
   * @default - what the variable CDK8S_OUTDIR says, or `dist`
   */
  readonly outdir?: string;
  /**
   * End of the names of the files.
   * @default '.k8s.yaml'
   */
  readonly outputFileExtension?: string;
  /**
   * Resolvers that values of objects go through before those of cdk8s.
   * @default - only those of cdk8s
   */
  readonly resolvers?: IResolver[];
  /**
   * Names of the environments to synthesize, at least one. A name that no chart has is an error.
   * @default - every environment
   */
  readonly environments?: string[];
  /**
   * What of the rendered objects is checked.
   * @default - all that this library checks
   */
  readonly checks?: CheckOptions;
}

/** Options of `App.render`. */
export interface RenderOptions {
  /**
   * Names of the environments to synthesize, at least one.
   * @default - those that the app was made with
   */
  readonly environments?: string[];
  /**
   * What remembers, from run to run, what the objects came to.
   * @default - nothing is remembered
   * @internal
   */
  readonly memory?: Memory;
}

/** What was found. */
interface Judgement {
  /** What is wrong with what the program gave. */
  readonly wrong: Issue[];
  /** What is wrong with what was rendered of it. */
  readonly report: CheckReport;
}

/**
 * A cdk8s app that writes each environment into a directory of its own: `<outdir>/<environment>/<name>.k8s.yaml`.
 *
 * Every problem of every environment is collected first and reported together; nothing is written unless there is
 * none. A chart inside a `WebAppChart` is written into the same directory; charts outside of one are written as
 * `<outdir>/<id>.k8s.yaml`.
 */
export class App extends Cdk8sApp {
  readonly #environments?: readonly string[];
  readonly #checks: CheckOptions;
  readonly #recordsConstructs: boolean;

  constructor(props: AppProps = {}) {
    const { outdir, outputFileExtension, resolvers, environments, checks } = fieldsOf(props);
    super({ outdir, outputFileExtension, resolvers });
    Object.defineProperty(this, APP, { value: true });
    this.#environments = Array.isArray(environments) ? [...(environments as string[])] : environments;
    this.#checks = { ...fieldsOf(checks) };
    this.#recordsConstructs = process.env['CDK8S_RECORD_CONSTRUCT_METADATA'] === 'true';
  }

  /**
   * Validates all environments and renders every object once, without writing.
   *
   * @throws ValidationError with all issues of all charts
   */
  render(options: RenderOptions = {}): Synthesis {
    const { environments = this.#environments, memory = NO_MEMORY } = fieldsOf(options);
    const started = uptime();
    const charts = chartsOf(this);
    const rendering = render(charts, finishOf(this));
    const rendered = uptime();
    const { wrong, report } = this.judge(charts, rendering, environments, memory);
    const errors = [...wrong, ...report.issues.filter(isError)];
    if (errors.length > 0) {
      throw new ValidationError(errors);
    }
    const selected = charts.filter((chart) => isSelected(chart, environments));
    return new Synthesis(selected, rendering.objects, {
      report,
      isComplete: environments === undefined,
      timings: { render: rendered - started, validate: uptime() - rendered },
      recordsConstructs: this.#recordsConstructs,
      derive: (synthesis) => derivedGroups(this, synthesis, memory),
    });
  }

  /** Judges all environments: what is wrong, and what is worth a word. Nothing is written, and nothing is thrown. */
  check(): AppCheckReport {
    const charts = chartsOf(this);
    const rendering = render(charts, finishOf(this));
    const { wrong, report } = this.judge(charts, rendering, this.#environments);
    const issues = [...distinctIssues(wrong).map(asError), ...report.issues];
    return {
      issues: [...issues, ...(issues.some(isError) ? [] : this.outputIssues(charts, rendering).map(asError))],
      exceptions: report.exceptions,
      objects: rendering.objects.length,
      environments: environmentNames(charts).sort(compareText),
    };
  }

  /** How the pods of each cluster use its nodes, at rest and otherwise. */
  capacity(): CapacityTable[] {
    const charts = chartsOf(this);
    return capacityOfCharts(charts, render(charts, finishOf(this)).objects);
  }

  /**
   * The files of manifests, without writing.
   *
   * @throws ValidationError with all issues of all charts
   */
  files(): ManifestFile[] {
    return [...this.render().files];
  }

  /**
   * Writes the manifests into the output directory: all of them, or none.
   *
   * @throws ValidationError with all issues of all charts, or what is wrong with the directory; then nothing was written
   */
  override synth(): void {
    const host = synthesisHost();
    if (host !== undefined) {
      host.synth(this);
      return;
    }
    restoreOutput(this.outdir);
    writeSynthesis(this.outdir, this.render());
  }

  /** The manifests of all environments as one text. */
  override synthYaml(): string {
    return this.files()
      .map(({ text }) => text)
      .join('');
  }

  private outputIssues(charts: readonly PlacedChart[], { objects }: Rendering): Issue[] {
    const timings = { render: 0, validate: 0 };
    const props = { report: NO_REPORT, isComplete: true, timings, recordsConstructs: false, derive: () => [] };
    return deriveOutputs(this, new Synthesis(charts, objects, props), NO_MEMORY).issues.map((issue) =>
      this.placed(issue),
    );
  }

  private judge(
    charts: readonly PlacedChart[],
    rendering: Rendering,
    environments: unknown,
    memory = NO_MEMORY,
  ): Judgement {
    const wrong = this.issues(charts, rendering, environments);
    const isRendered = rendering.failures.length + rendering.issues.length === 0;
    // Objects that are missing would be missed by others, which is nobody's mistake.
    const isChecked = isRendered && this.#checks.enabled !== false;
    const { issues, exceptions } = isChecked
      ? checkCharts(this, charts, rendering.objects, { options: this.#checks, memory })
      : NO_REPORT;
    const causes = new Set(wrong.map(({ path }) => path));
    charts.forEach(({ chart }) => causes.delete(chart.node.path));
    const checked = issues.filter(({ path }) => !isExplained(path, causes));
    return {
      wrong: wrong.map((issue) => this.placed(issue)),
      report: { issues: checked.map((issue) => this.placed(issue)), exceptions },
    };
  }

  /** The issue with the place in the program that made its construct. That is in a source map, which is read when somebody asks. */
  private placed<T extends Issue>(issue: T): T {
    const construct = issue.place === undefined ? constructAt(this, issue.path) : undefined;
    return construct === undefined
      ? issue
      : {
          ...issue,
          get place() {
            return creationPlace(construct);
          },
        };
  }

  private issues(charts: readonly PlacedChart[], rendering: Rendering, environments: unknown): Issue[] {
    const reported = Validation.issues(this);
    const causes = new Set(reported.map(({ path }) => path));
    const unusable = unusableFileIssues(charts);
    const failures = [...unusable, ...rendering.failures].filter(({ path }) => !isExplained(path, causes));
    charts.forEach(({ chart }) => causes.delete(chart.node.path));
    return [
      ...selectionIssues(environments, environmentNames(charts)),
      ...reported,
      ...namespaceIssues(charts),
      ...collisionIssues(charts),
      ...duplicateIssues(charts, rendering.objects),
      ...clusterConflicts(charts),
      ...dependencyIssues(charts, rendering.objects),
      ...failures,
      ...rendering.issues.filter(({ path }) => !isExplained(path, causes)),
    ];
  }
}

/** Where a construct reports problems, they are why what it made, all below it, cannot be rendered. */
function isExplained(path: string, causes: ReadonlySet<string>): boolean {
  const parts = path.split('/');
  return parts.some((_, index) => causes.has(parts.slice(0, index + 1).join('/')));
}

function isError({ severity }: CheckIssue): boolean {
  return severity === Severity.ERROR;
}

function asError(issue: Issue): CheckIssue {
  return { ...issue, severity: Severity.ERROR };
}

function isSelected({ application }: PlacedChart, environments: readonly string[] | undefined): boolean {
  return environments === undefined || (application !== undefined && environments.includes(application.environment));
}
