import { CheckReport } from '../checks/check-report';
import { compareText } from '../model/core/compare-text';
import { PlacedChart } from './app-tree';
import { compareForApply } from './apply-order';
import { constructRecord } from './construct-record';
import { DependencyOrder } from './dependency-order';
import { DerivedGroup } from './derived-output';
import { fileText } from './file-text';
import { environmentNames } from './layout';
import { Manifest, ManifestFile, SynthesizedObject } from './manifest';
import { ManifestDocument, manifestOutput } from './manifest-output';
import { OutputFile, OutputGroup } from './output/write-output';
import { RenderedObject } from './render';

/** The group of what the cdk8s command asks for; no environment is called so. */
const CONSTRUCTS = '_constructs';

/** How long the phases took, in milliseconds. */
export interface SynthesisTimings {
  /** Rendering of all objects. */
  readonly render: number;
  /** Everything that judges them. */
  readonly validate: number;
}

/** The objects of one chart, in order. */
class ChartFile implements ManifestFile {
  readonly path: string;
  readonly environment?: string;
  readonly #rendered: readonly RenderedObject[];

  constructor({ file, application, dependents }: PlacedChart, rendered: readonly RenderedObject[]) {
    this.path = file;
    this.environment = application?.environment;
    const sorted = [...rendered].sort((a, b) => compareForApply(a.manifest, b.manifest));
    this.#rendered = new DependencyOrder(dependents).apply(sorted);
  }

  get objects(): Manifest[] {
    return this.#rendered.map(({ manifest }) => manifest);
  }

  get text(): string {
    return fileText(this.documents.map(({ text }) => text));
  }

  get output(): OutputFile {
    return manifestOutput(this.path, this.documents);
  }

  get synthesized(): SynthesizedObject[] {
    return this.#rendered.map(({ source, manifest }) => ({
      path: source.node.path,
      apiVersion: manifest.apiVersion,
      kind: manifest.kind,
      namespace: manifest.metadata.namespace,
      name: manifest.metadata.name,
      environment: this.environment,
      file: this.path,
      manifest,
    }));
  }

  private get documents(): ManifestDocument[] {
    return this.#rendered.map((object) => object.document());
  }
}

/** How a synthesis came about. */
interface SynthesisProps {
  readonly report: CheckReport;
  readonly isComplete: boolean;
  readonly timings: SynthesisTimings;
  /** Whether the cdk8s command asks for a file that says which construct each object comes from. */
  readonly recordsConstructs: boolean;
  /** @throws ValidationError with what stops outputs from being made */
  derive(synthesis: Synthesis): readonly DerivedGroup[];
}

/** What an app comes to: every object rendered once, nothing written yet. */
export class Synthesis {
  /** Names of the selected environments, sorted. */
  readonly environments: readonly string[];
  /** Whether everything was selected: what is not in it no longer exists. */
  readonly isComplete: boolean;
  /** The files of what was selected, sorted by path. */
  readonly files: readonly ManifestFile[];
  /** How long the phases took. */
  readonly timings: SynthesisTimings;
  /** What is worth a word although it is written. */
  readonly report: CheckReport;
  /**
   * What was derived of the objects, besides the manifests. Nothing is where environments were selected, because it is made
   * of all of them.
   */
  readonly derived: readonly DerivedGroup[];

  readonly #files: readonly ChartFile[];
  readonly #recordsConstructs: boolean;

  constructor(charts: readonly PlacedChart[], rendered: readonly RenderedObject[], props: SynthesisProps) {
    const byChart = new Map(charts.map((chart): [PlacedChart, RenderedObject[]] => [chart, []]));
    rendered.forEach((object) => byChart.get(object.chart)?.push(object));
    this.#files = [...byChart]
      .map(([chart, objects]) => new ChartFile(chart, objects))
      .sort((a, b) => compareText(a.path, b.path));
    this.files = this.#files;
    this.environments = environmentNames(charts).sort(compareText);
    this.isComplete = props.isComplete;
    this.timings = props.timings;
    this.#recordsConstructs = props.recordsConstructs;
    this.report = props.report;
    this.derived = props.isComplete ? props.derive(this) : [];
  }

  /** The objects of the files, in the order of the files. */
  get objects(): SynthesizedObject[] {
    return this.#files.flatMap((file) => file.synthesized);
  }

  /** What is written into the output directory of manifests, a group for each environment. */
  groups(): OutputGroup[] {
    const groups = new Map<string, ChartFile[]>(this.environments.map((name) => [name, []]));
    for (const file of this.#files) {
      const name = file.environment ?? '';
      groups.set(name, groups.get(name) ?? []);
      groups.get(name)?.push(file);
    }
    return [
      ...[...groups].map(([name, files]) => ({ name, files: outputsOf(files) })),
      ...(this.#recordsConstructs ? [{ name: CONSTRUCTS, files: [constructRecord(this.objects)] }] : []),
    ];
  }
}

/** Writes the text of a file when it is its turn, so that no more than one is in memory. */
function* outputsOf(files: readonly ChartFile[]): Generator<OutputFile> {
  for (const { output } of files) {
    yield output;
  }
}
