import { Backend, type BackendProps, type WebAppChart } from 'cdk8s-webapp';
import { type AnyManifest, find, issuesOf, summary, synthesize } from './synthesis';

/** The smallest backend. */
export const SMALLEST: BackendProps = { image: 'ghcr.io/acme/api:1.4.2', port: 8000 };

/** Properties, or what makes them where a chart is needed. */
export type GivenProps = Partial<BackendProps> | ((chart: WebAppChart) => Partial<BackendProps>);

function define(chart: WebAppChart, props: GivenProps): void {
  new Backend(chart, 'api', { ...SMALLEST, ...(typeof props === 'function' ? props(chart) : props) });
}

/** The objects of a backend. */
export function backend(props: GivenProps, chartProps = {}): AnyManifest[] {
  return synthesize((chart) => {
    define(chart, props);
  }, chartProps);
}

/** The `spec` of the Deployment of a backend. */
export function deployment(props: GivenProps, chartProps = {}): AnyManifest {
  return find(backend(props, chartProps), 'Deployment')['spec'];
}

/** The `spec` of the pods of a backend. */
export function pod(props: GivenProps, chartProps = {}): AnyManifest {
  return deployment(props, chartProps)['template'].spec;
}

/** The main container of a backend. */
export function container(props: GivenProps, chartProps = {}): AnyManifest {
  return pod(props, chartProps)['containers'][0];
}

/** Where and what is wrong with a backend. */
export function problems(props: GivenProps, chartProps = {}): string[] {
  const found = issuesOf((chart) => {
    define(chart, props);
  }, chartProps);
  return summary(found).map((line) => line.replace('test/api ', ''));
}
