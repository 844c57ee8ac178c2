import {
  App,
  type Issue,
  type Manifest,
  Stage,
  ValidationError,
  WebAppChart,
  type WebAppChartProps,
} from 'cdk8s-webapp';

/** A rendered object whose fields a test may look into. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type AnyManifest = Manifest & { [field: string]: any };

/** For an app that holds parts of an application: what rules demand of a whole one is not checked. */
export const UNCHECKED = { checks: { enabled: false } };

const PROPS: WebAppChartProps = { name: 'shop', namespace: 'shop', stage: Stage.PRODUCTION };

/** The objects of a chart that holds what the function defines. */
export function synthesize(
  define: (chart: WebAppChart) => void,
  props: { [field: string]: unknown } = {},
): AnyManifest[] {
  const app = new App(UNCHECKED);
  define(new WebAppChart(app, 'test', { ...PROPS, ...props }));
  return app.files().flatMap(({ objects }) => objects as AnyManifest[]);
}

/** The one object of a kind, and of a name where several share the kind. */
export function find(objects: AnyManifest[], kind: string, name?: string): AnyManifest {
  const found = objects.filter(
    (object) => object.kind === kind && (name === undefined || object.metadata.name === name),
  );
  const [object] = found;
  if (object === undefined || found.length > 1) {
    const names = objects.map((each) => `${each.kind}/${each.metadata.name}`).join(', ');
    throw new Error(`expected one ${kind} ${name ?? ''}, found ${found.length} among ${names}`);
  }
  return object;
}

/** What synthesis reports about a chart that holds what the function defines. */
export function issuesOf(define: (chart: WebAppChart) => void, props: { [field: string]: unknown } = {}): Issue[] {
  return issuesFrom(() => synthesize(define, props));
}

/** The issues that a call throws; none when it does not throw. */
export function issuesFrom(call: () => unknown): Issue[] {
  try {
    call();
    return [];
  } catch (error) {
    if (ValidationError.isValidationError(error)) {
      return error.issues;
    }
    throw error;
  }
}

/** Where and what, for comparisons that should not depend on wording. */
export function summary(issues: Issue[]): string[] {
  return issues.map(({ path, field, code }) => `${path} ${field} ${code}`);
}
