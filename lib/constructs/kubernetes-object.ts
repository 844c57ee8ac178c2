import { ApiObject, ApiObjectProps } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { tree } from '../model/core/reading';
import { wholeNumber } from '../model/core/rules';
import { copied } from '../model/deployment/settings';
import { contentHash } from './content-hash';
import { SYNC_WAVE } from './deploy-order';
import { overlaid } from './overlay';
import { Validation } from './validation';

/** Waves further away than this are mistakes. */
const MAX_WAVE = 1_000_000;
const KUBERNETES_OBJECT = Symbol.for('cdk8s-webapp.KubernetesObject');

/**
 * A Kubernetes object of this library. Every construct gives access to its objects, so that any field can be set that
 * no property covers.
 */
export class KubernetesObject extends ApiObject {
  /** Every object of this library in a construct and below it, in the order of definition. */
  static all(scope: IConstruct): KubernetesObject[] {
    return scope.node.findAll().filter((construct) => KubernetesObject.isKubernetesObject(construct));
  }

  /** Tells a `KubernetesObject` from any other construct, also across two copies of this library. */
  static isKubernetesObject(construct: unknown): construct is KubernetesObject {
    return typeof construct === 'object' && construct !== null && KUBERNETES_OBJECT in construct;
  }

  readonly #overlays: object[] = [];
  #wave?: number;
  #isNamedByContent = false;

  constructor(scope: Construct, id: string, props: ApiObjectProps) {
    super(scope, id, props);
    Object.defineProperty(this, KUBERNETES_OBJECT, { value: true });
  }

  /**
   * Lays fields over those that are rendered, as a strategic merge patch of kubectl does: maps merge, lists of things
   * with a `name` merge by that name (mounts by their path), other lists and values replace, `null` removes, and so does
   * `$patch: 'delete'` in an item of such a list.
   *
   * It is applied last, after `addJsonPatch`. Later overlays win.
   *
   * @param fields part of the object, for example `{ spec: { template: { spec: { hostUsers: false } } } }`
   * @see https://kubernetes.io/docs/tasks/manage-kubernetes-objects/update-api-object-kubectl-patch/
   */
  overlay(fields: object): void {
    const { value, findings } = tree('overlay', fields ?? null);
    Validation.of(this).report(...findings);
    this.#overlays.push(copied(value ?? {}) as object);
  }

  /**
   * Lets Argo CD apply the object, and wait until it is healthy, before those of later waves. An object stays in the
   * earliest wave that it was put into; one that was put into none is in wave 0.
   *
   * @param wave a whole number
   * @see https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/
   */
  applyInWave(wave: number): void {
    const why = { code: 'wave-invalid', remedy: 'Give a number such as -1.' };
    const wrong = wholeNumber('applyInWave', wave, { min: -MAX_WAVE, max: MAX_WAVE }, why);
    Validation.of(this).report(...wrong);
    if (wrong.length === 0 && wave < (this.#wave ?? MAX_WAVE + 1)) {
      this.#wave = wave;
      this.metadata.addAnnotation(SYNC_WAVE, String(wave));
    }
  }

  /** Adds a hash of the finished object to its name, so that an object which can never be changed is made anew. */
  nameByContent(): void {
    this.#isNamedByContent = true;
  }

  /** What the overlays make of a part of the object, for what depends on its content. */
  withOverlays(part: object): unknown {
    return this.#overlays.reduce<unknown>(overlaid, part);
  }

  /** What becomes of the rendered object: overlays are laid over it, and its name is completed. */
  finished(rendered: object): unknown {
    const manifest = this.withOverlays(rendered);
    return this.#isNamedByContent ? overlaid(manifest, { metadata: { name: nameWithHash(manifest) } }) : manifest;
  }

  override toJson(): unknown {
    return this.finished(super.toJson() as object);
  }
}

function nameWithHash(manifest: unknown): string {
  const { name } = (manifest as { metadata: { name: string } }).metadata;
  return `${name}-${contentHash(manifest)}`;
}
