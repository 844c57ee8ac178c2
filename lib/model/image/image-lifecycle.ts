import { Lifecycle } from '../core/lifecycle';
import { fieldsOf } from '../core/untrusted';

/** State of an image, from its build to its end. */
export enum ImageState {
  /** It is being built. */
  BUILD = 'BUILD',
  /** It is built and being sent to the registry. */
  PUSH = 'PUSH',
  /** The registry has its digest, and no workload runs it. */
  AVAILABLE = 'AVAILABLE',
  /** A workload runs it. */
  DEPLOYED = 'DEPLOYED',
  /** A newer image replaced it. It is kept for a rollback. */
  DEPRECATED = 'DEPRECATED',
  /** Its build or its push failed. */
  FAILED = 'FAILED',
  /** The registry no longer has it. */
  DELETED = 'DELETED',
}

/** What happens to an image. */
export enum ImageEvent {
  /** The build succeeded. */
  BUILT = 'built',
  /** The registry accepted the image. */
  PUSHED = 'pushed',
  /** The build or the push failed. */
  FAILED = 'failed',
  /** The pipeline runs again, from the build on. */
  RETRIED = 'retried',
  /** A workload began to run it. */
  DEPLOYED = 'deployed',
  /** The workloads that ran it are gone, and nothing replaced it. */
  WITHDRAWN = 'withdrawn',
  /** A newer image replaced it. */
  DEPRECATED = 'deprecated',
  /** The registry removed it. */
  DELETED = 'deleted',
}

/** Lifecycle of an image; `docs/model.md` has the diagram and the reasons. */
export const IMAGE_LIFECYCLE: Lifecycle = new Lifecycle({
  name: 'image',
  states: Object.values(ImageState),
  initial: ImageState.BUILD,
  transitions: [
    { from: ImageState.BUILD, event: ImageEvent.BUILT, to: ImageState.PUSH },
    { from: ImageState.BUILD, event: ImageEvent.FAILED, to: ImageState.FAILED },
    { from: ImageState.PUSH, event: ImageEvent.PUSHED, to: ImageState.AVAILABLE },
    { from: ImageState.PUSH, event: ImageEvent.FAILED, to: ImageState.FAILED },
    { from: ImageState.FAILED, event: ImageEvent.RETRIED, to: ImageState.BUILD },
    { from: ImageState.AVAILABLE, event: ImageEvent.DEPLOYED, to: ImageState.DEPLOYED },
    { from: ImageState.AVAILABLE, event: ImageEvent.DEPRECATED, to: ImageState.DEPRECATED },
    { from: ImageState.AVAILABLE, event: ImageEvent.DELETED, to: ImageState.DELETED },
    { from: ImageState.DEPLOYED, event: ImageEvent.DEPRECATED, to: ImageState.DEPRECATED },
    { from: ImageState.DEPLOYED, event: ImageEvent.WITHDRAWN, to: ImageState.AVAILABLE },
    { from: ImageState.DEPRECATED, event: ImageEvent.DEPLOYED, to: ImageState.DEPLOYED },
    { from: ImageState.DEPRECATED, event: ImageEvent.DELETED, to: ImageState.DELETED },
  ],
});

/** What was observed of an image, as far as its state depends on it. */
export interface ImageStateFacts {
  /**
   * Whether its build succeeded.
   * @default - not observed
   */
  readonly built?: boolean;
  /**
   * Whether a registry accepted it.
   * @default - not observed
   */
  readonly pushed?: boolean;
  /**
   * Whether its latest build or push failed.
   * @default - not observed; what is not complete counts as under way
   */
  readonly failed?: boolean;
  /**
   * Whether the registry has its digest now.
   * @default - not observed
   */
  readonly digestInRegistry?: boolean;
  /**
   * Whether a running workload refers to it.
   * @default - not observed
   */
  readonly running?: boolean;
  /**
   * Whether a newer image replaced it.
   * @default - not known
   */
  readonly deprecated?: boolean;
}

/**
 * The state of an image as the facts show it, or `undefined` where they do not suffice. What runs is deployed,
 * whatever else is said of it; what is in the registry was built and pushed, whoever did it.
 */
export function imageState(facts: ImageStateFacts): ImageState | undefined {
  const observed = fieldsOf(facts);
  if (observed.running === true) {
    return ImageState.DEPLOYED;
  }
  return observed.digestInRegistry === true ? storedState(observed) : unstoredState(observed);
}

function storedState({ running, deprecated }: ImageStateFacts): ImageState | undefined {
  if (running !== false || typeof deprecated !== 'boolean') {
    return undefined;
  }
  return deprecated ? ImageState.DEPRECATED : ImageState.AVAILABLE;
}

function unstoredState({ built, pushed, failed, digestInRegistry, running }: ImageStateFacts): ImageState | undefined {
  if (pushed === true) {
    return digestInRegistry === false && running === false ? ImageState.DELETED : undefined;
  }
  if (failed === true) {
    return ImageState.FAILED;
  }
  if (built === false) {
    return ImageState.BUILD;
  }
  return built === true && pushed === false ? ImageState.PUSH : undefined;
}
