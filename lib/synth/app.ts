import * as fs from 'node:fs';
import * as path from 'node:path';
import { App as Cdk8sApp, AppProps as Cdk8sAppProps, Chart } from 'cdk8s';
import { WebAppChart } from '../charts/web-app-chart';
import { Validation } from '../constructs/validation';
import { ValidationError } from '../model/core/validation-error';
import { clusterConflicts } from './cluster-conflicts';
import { collisionIssues, environmentNames, selectionIssues } from './layout';
import { compareText, ManifestFile } from './manifest';
import { duplicateIssues, renderFile } from './render';

/** Options of `App`. */
export interface AppProps extends Cdk8sAppProps {
  /**
   * Names of the environments to synthesize. A name that no chart has is an error.
   * @default - every environment
   */
  readonly environments?: string[];
}

/**
 * A cdk8s app that writes each environment into a directory of its own: `<outdir>/<environment>/<name>.k8s.yaml`.
 *
 * Every problem of every environment is collected first and reported together; nothing is written unless there is
 * none. Charts that are no `WebAppChart` are written as `<outdir>/<id>.k8s.yaml`.
 */
export class App extends Cdk8sApp {
  readonly #environments?: readonly string[];

  constructor(props: AppProps = {}) {
    super(props);
    this.#environments = props.environments;
  }

  /**
   * Renders every chart once, without writing.
   *
   * @throws ValidationError with all issues of all charts
   */
  files(): ManifestFile[] {
    const charts = this.node.findAll().filter((construct) => Chart.isChart(construct));
    const issues = [
      ...selectionIssues(this.#environments ?? [], environmentNames(charts)),
      ...Validation.issues(this),
      ...collisionIssues(charts),
      ...duplicateIssues(charts),
      ...clusterConflicts(charts),
    ];
    if (issues.length > 0) {
      throw new ValidationError(issues);
    }
    return charts
      .filter((chart) => this.isSelected(chart))
      .map(renderFile)
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
    return (
      this.#environments === undefined ||
      (WebAppChart.isWebAppChart(chart) && this.#environments.includes(chart.environment))
    );
  }
}
