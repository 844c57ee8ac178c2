import { Chart, Yaml } from 'cdk8s';
import { IConstruct } from 'constructs';
import { App } from '../index';
import { hasMethods } from '../model/core/untrusted';
import { inApplyOrder } from '../synth/apply-order';
import { filePath } from '../synth/layout';
import { Manifest } from '../synth/manifest';
import { webAppChartOf } from '../synth/placement';
import { render } from '../synth/render';

/*
 * All that cdk8s-webapp/testing knows of how an App works.
 */

/** An object, and where it comes from. */
export interface RenderedManifest {
  /** Path of its construct. */
  readonly path: string;
  /** @default - its chart belongs to no environment */
  readonly environment?: string;
  /** What synthesis writes, plain data. */
  readonly manifest: Manifest;
}

/**
 * The objects of a whole app, in the order of its files.
 *
 * @throws ValidationError with all issues of the app; what cdk8s throws where it alone finds an object wrong
 */
export function renderedManifests(app: App): RenderedManifest[] {
  const files = app.files();
  const charts = app.node.findAll().filter((construct) => Chart.isChart(construct));
  const { objects } = render(charts);
  const sources = new Map(objects.map(({ manifest, source }) => [manifest, source]));
  return files.flatMap(({ path }) => {
    const own = objects.filter(({ chart }) => filePath(chart) === path);
    return inApplyOrder(own.map(({ manifest }) => manifest)).map((manifest) => ({
      path: sources.get(manifest)?.node.path ?? '',
      environment: own.map(({ chart }) => webAppChartOf(chart)?.environment)[0],
      manifest,
    }));
  });
}

/** The text of an object as synthesis writes it. */
export function yamlOf(manifest: Manifest): string {
  return `---\n${Yaml.stringify(manifest)}`;
}

/**
 * The app that a construct is, or lies in.
 *
 * @throws Error when it is no `App` of this library, also of another copy of it
 */
export function appOf(construct: IConstruct): App {
  const { root } = construct.node;
  if (!hasMethods(root, ['files', 'synthYaml'])) {
    throw new Error(
      `${construct.node.path || 'The construct'} lies in no App of cdk8s-webapp, which knows how to synthesize in memory. ` +
        'Define it in a TestChart, or in a chart of new App().',
    );
  }
  return root as App;
}
