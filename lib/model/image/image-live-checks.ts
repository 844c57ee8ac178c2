import { judge, LiveCheck, LiveRule, Verdict } from '../core/live-check';
import { isPlatform, platformsNotCovered } from './platform';

/** What was observed of an image in its registry, and of the nodes that are to run it. */
export interface ImageFacts {
  /**
   * Whether the registry answers for the reference.
   * @default - nobody asked, unless a digest was observed
   */
  readonly exists?: boolean;
  /**
   * Digest that the registry answers with for the reference: `Docker-Content-Digest`.
   * @default - nobody asked
   */
  readonly digest?: string;
  /**
   * Platforms that the registry lists for the image.
   * @default - nobody asked
   */
  readonly platforms?: string[];
  /**
   * Platforms of the nodes that are to run it, for example `linux/arm64`.
   * @default - nobody asked
   */
  readonly nodePlatforms?: string[];
}

/** What a program says of the image. */
export interface DeclaredImage {
  /** @default - not pinned */
  readonly digest?: string;
  /** @default - not known */
  readonly platforms?: string[];
}

/** The rules about an image that only its registry can answer. Those that the program leaves open are left out. */
export function imageLiveChecks(subject: string, declared: DeclaredImage, facts: ImageFacts): LiveCheck[] {
  const { digest, platforms } = declared;
  const observed = Array.isArray(facts.platforms) ? facts.platforms : undefined;
  const nodes = Array.isArray(facts.nodePlatforms) ? facts.nodePlatforms : undefined;
  const built = {
    code: 'image-platforms-declared',
    subject,
    remedy: 'Build the image for every declared platform, or correct the declaration.',
  };
  const runs = {
    code: 'image-platform-of-nodes',
    subject,
    remedy: 'Build the image for the platform of the nodes, or choose other nodes.',
  };
  return [
    existence(subject, facts),
    ...(digest === undefined ? [] : [unchanged(subject, digest, facts.digest)]),
    ...(platforms === undefined ? [] : [covered(built, observed, platforms)]),
    covered(runs, observed, nodes),
  ];
}

function existence(subject: string, { exists, digest }: ImageFacts): LiveCheck {
  const rule = {
    code: 'image-exists',
    subject,
    remedy: 'Push the image before it is deployed; correct the reference where it was pushed under another name.',
  };
  return judge(rule, exists ?? (digest === undefined ? undefined : true), (fact) => fact === true);
}

function unchanged(subject: string, pinned: string, observed: string | undefined): LiveCheck {
  const rule = {
    code: 'image-digest-matches',
    subject,
    remedy: `Deploy the digest that was tested, ${pinned}, or pin the one that is in the registry.`,
  };
  return judge(rule, observed, (digest) => digest === pinned);
}

function covered(rule: LiveRule, observed: string[] | undefined, needed: string[] | undefined): LiveCheck {
  if (observed === undefined || needed === undefined || needed.length === 0 || !needed.every(isPlatform)) {
    const what = observed === undefined ? 'the platforms in the registry are' : 'what the image must run on is';
    return { ...rule, verdict: Verdict.NOT_VERIFIED, observed: `nothing: ${what} unknown` };
  }
  const missing = platformsNotCovered(observed, needed);
  return missing.length === 0
    ? { ...rule, verdict: Verdict.PASSED, observed: `platforms ${observed.join(', ')}` }
    : { ...rule, verdict: Verdict.FAILED, observed: `platforms ${observed.join(', ')}, without ${missing.join(', ')}` };
}
