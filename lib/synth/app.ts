import * as fs from 'node:fs';
import * as path from 'node:path';
import { App as Cdk8sApp, Chart, IResolver } from 'cdk8s';
import { Validation } from '../constructs/validation';
import { fieldsOf } from '../model/core/untrusted';
import { ValidationError } from '../model/core/validation-error';
import { clusterConflicts } from './cluster-conflicts';
import { duplicateIssues } from './duplicates';
import { collisionIssues, environmentNames, namespaceIssues, selectionIssues } from './layout';
import { compareText, ManifestFile } from './manifest';
import { webAppChartOf } from './placement';
import { fileOf, render } from './render';

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

  constructor(props: AppProps = {}) {
    const { outdir, outputFileExtension, resolvers, environments } = fieldsOf(props);
    super({ outdir, outputFileExtension, resolvers });
    this.#environments = Array.isArray(environments) ? [...(environments as string[])] : environments;
  }

  /**
   * Renders every chart once, without writing.
   *
   * @throws ValidationError with all issues of all charts; what cdk8s throws where it alone finds an object wrong
   */
  files(): ManifestFile[] {
    const charts = this.node.findAll().filter((construct) => Chart.isChart(construct));
    const { objects, errors } = render(charts);
    const issues = [
      ...selectionIssues(this.#environments, environmentNames(charts)),
      ...Validation.issues(this),
      ...namespaceIssues(charts),
      ...collisionIssues(charts),
      ...duplicateIssues(charts, objects),
      ...clusterConflicts(charts),
    ];
    if (issues.length > 0) {
      throw new ValidationError(issues);
    }
    if (errors.length > 0) {
      throw errors[0];
    }
    return charts
      .filter((chart) => this.isSelected(chart))
      .map((chart) => fileOf(chart, objects))
      .sort((a, b) => compareText(a.path, b.path));
  }

  /**
   * Writes the manifests into the output directory.
   *
   * @throws ValidationError with all issues of all charts; then nothing was written
   */
  override synth(): void {
    for (const file of this.files()) {
      const target = path.join(this.outdir, file.path);
      fs.mkdirSync(path.dirname(target), { recursive: true });
      fs.writeFileSync(target, file.text);
    }
  }

  /** The manifests of all environments as one text. */
  override synthYaml(): string {
    return this.files()
      .map(({ text }) => text)
      .join('');
  }

  private isSelected(chart: Chart): boolean {
    const environment = webAppChartOf(chart)?.environment;
    return this.#environments === undefined || (environment !== undefined && this.#environments.includes(environment));
  }
}
