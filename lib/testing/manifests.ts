import { IConstruct } from 'constructs';
import { App, Issue, SynthesizedObject, ValidationError } from '../index';
import { show } from '../model/core/issue';
import { hasMethods } from '../model/core/untrusted';
import { toYaml } from '../synth';

/**
 * What a construct and everything below it becomes: Kubernetes objects as plain data, or issues that say what is wrong.
 * Made in memory; nothing is written, no directory is left behind. Any test runner can compare what it returns.
 *
 * ```ts
 * const chart = new TestChart();
 * new Backend(chart, 'api', { image: 'ghcr.io/acme/api:1.4.2', port: 8000, replicas: 2 });
 * expect(Manifests.of(chart).get('Deployment', 'api').spec.replicas).toBe(2);
 * ```
 */
export class Manifests {
  /**
   * Synthesizes the app of a construct, and takes what the construct and those below it define, as they are now.
   *
   * @param construct a chart, an app, or a construct in one of them
   * @throws Error when the construct lies in no `App` of this library. Wrong input does not throw: see `issues`
   */
  static of(construct: IConstruct): Manifests {
    const app = appOf(construct);
    const { path } = construct.node;
    const place = path === '' ? 'the app' : path;
    try {
      const all = app.render().objects;
      return new Manifests(place, path === '' ? all : all.filter((each) => `${each.path}/`.startsWith(`${path}/`)));
    } catch (error) {
      if (ValidationError.isValidationError(error)) {
        return new Manifests(place, [], error);
      }
      throw error;
    }
  }

  readonly #place: string;
  readonly #objects: readonly SynthesizedObject[];
  readonly #error?: ValidationError;

  private constructor(place: string, objects: readonly SynthesizedObject[], error?: ValidationError) {
    this.#place = place;
    this.#objects = objects;
    this.#error = error;
  }

  /**
   * Everything that is wrong with the app, which is then not synthesized; empty when nothing is. Each issue says where
   * (`path`, `field`), what (`code`), what was `given`, what is `allowed` and the `remedy`.
   */
  get issues(): Issue[] {
    return this.#error?.issues ?? [];
  }

  /** The codes of the issues, for example `['port-out-of-range']`. */
  get issueCodes(): string[] {
    return this.issues.map(({ code }) => code);
  }

  /**
   * The objects as the YAML text that synthesis writes, for snapshots.
   *
   * @throws ValidationError when there are issues
   */
  get yaml(): string {
    return this.objects()
      .map(({ manifest }) => `---\n${toYaml(manifest)}`)
      .join('');
  }

  /**
   * The objects of one environment of an app that has several.
   *
   * @param name name of the environment
   * @throws Error when no object belongs to such an environment; ValidationError when there are issues
   */
  environment(name: string): Manifests {
    const own = this.objects().filter(({ environment }) => environment === name);
    if (own.length === 0) {
      const known = new Set(this.#objects.flatMap((each) => each.environment ?? []));
      throw new Error(`No object of environment ${show(name)} in ${this.#place}. There is: ${listed([...known])}.`);
    }
    return new Manifests(`environment ${name}`, own);
  }

  /**
   * The one object of a kind.
   *
   * @param kind its kind, for example `Deployment`
   * @param name its name; may be left out where it is the only object of the kind
   * @returns the object as plain data, whose fields are not typed
   * @throws Error when there is none or there are several, with a list of what there is; ValidationError when there are
   * issues
   */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test looks into fields that its author knows
  get(kind: string, name?: string): any {
    const found = this.objects().filter(
      (object) => object.kind === kind && (name === undefined || object.name === name),
    );
    const [only] = found;
    if (only === undefined || found.length > 1) {
      throw new Error(this.notOne(name === undefined ? kind : `${kind} ${show(name)}`, found));
    }
    return only.manifest;
  }

  /**
   * All objects, or those of one kind, in the order in which they are applied.
   *
   * @param kind their kind; every kind where it is left out
   * @returns the objects as plain data, whose fields are not typed; none where there are none
   * @throws ValidationError when there are issues
   */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test looks into fields that its author knows
  all(kind?: string): any[] {
    return this.objects()
      .map(({ manifest }) => manifest)
      .filter((manifest) => kind === undefined || manifest.kind === kind);
  }

  private notOne(wanted: string, found: readonly SynthesizedObject[]): string {
    if (found.length === 0) {
      return `No ${wanted} in ${this.#place}. There is: ${listed(this.#objects.map(label))}.`;
    }
    const remedy = 'Name it, choose an environment(...), or take the Manifests.of the construct that defines it';
    return `${found.length} objects are a ${wanted} in ${this.#place}: ${listed(found.map(label))}. ${remedy}.`;
  }

  private objects(): readonly SynthesizedObject[] {
    if (this.#error !== undefined) {
      throw this.#error;
    }
    return this.#objects;
  }
}

/**
 * The app that a construct is, or lies in, which may be of another copy of this library.
 *
 * @throws Error when it is none of ours
 */
function appOf(construct: IConstruct): App {
  const { root } = construct.node;
  if (!hasMethods(root, ['render'])) {
    throw new Error(
      `${construct.node.path || 'The construct'} lies in no App of cdk8s-webapp, which knows how to synthesize in memory. ` +
        'Define it in a TestChart, or in a chart of new App().',
    );
  }
  return root as App;
}

function label({ kind, name, path }: SynthesizedObject): string {
  return `${kind} ${show(name)} (${path})`;
}

function listed(things: readonly string[]): string {
  return things.length === 0 ? 'nothing' : things.join(', ');
}
