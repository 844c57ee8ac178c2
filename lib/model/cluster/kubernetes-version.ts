import { Finding, show } from '../core/issue';
import { printable, textOf } from '../core/untrusted';
import { IValidated } from '../core/validated';

const NUMBER = '(0|[1-9]\\d{0,3})';
const VERSION = new RegExp(`^v?${NUMBER}\\.${NUMBER}(?:\\.${NUMBER}(?:[-+][0-9A-Za-z.+-]+)?)?$`);
/** No provider's version is longer; the limit keeps hostile text cheap. */
const MAX_LENGTH = 100;

/**
 * A version of Kubernetes: `1.28`, `v1.28`, `1.28.15`, or with a provider's suffix `v1.28.3-gke.1200`.
 *
 * @see https://kubernetes.io/releases/version-skew-policy/
 */
export class KubernetesVersion implements IValidated {
  /** The oldest version that clusters may have. */
  static readonly OLDEST_SUPPORTED: string = '1.24';

  /** The newest version whose objects this library knows. A cluster may be newer. */
  static readonly NEWEST_KNOWN: string = '1.36';

  /** The text as it was given; empty where no text was given. */
  readonly text: string;
  /** First number; 0 where the text is no version. */
  readonly major: number;
  /** Second number; 0 where the text is no version. */
  readonly minor: number;
  /** @default - the text names none, or is no version */
  readonly patch?: number;
  readonly #given: unknown;

  /** @param text for example `1.28`. Text and not a number, because the number 1.30 is 1.3. */
  constructor(text: string) {
    const [major = 0, minor = 0, patch] = numbersOf(text);
    this.text = textOf(text);
    this.major = major;
    this.minor = minor;
    this.patch = patch;
    this.#given = text;
  }

  get place(): string {
    return `KubernetesVersion ${this.text}`;
  }

  findings(): Finding[] {
    return kubernetesVersionFindings('text', this.#given);
  }

  /**
   * Whether this version is the other one or newer. Patch numbers do not count: objects and defaults change with the
   * minor version only. A text that is no version is never at least anything, nor is anything at least it.
   *
   * @param other for example `1.30`
   */
  isAtLeast(other: string): boolean {
    const [major, minor] = keptNumbersOf(other);
    if (major === undefined || minor === undefined || keptNumbersOf(this.text).length === 0) {
      return false;
    }
    return this.major > major || (this.major === major && this.minor >= minor);
  }

  /** The version without patch and suffix: `1.28`. */
  toString(): string {
    return `${this.major}.${this.minor}`;
  }
}

/** The text is a version of Kubernetes, and not older than the oldest that is supported. */
export function kubernetesVersionFindings(field: string, given: unknown): Finding[] {
  if (numbersOf(given).length === 0) {
    return [
      {
        code: 'kubernetes-version-invalid',
        field,
        given: show(printable(given)),
        allowed: 'text such as "1.28", "v1.28", "1.28.15" or "v1.28.3-gke.1200"',
        remedy: 'Give the version that the provider shows, in quotes.',
      },
    ];
  }
  if (new KubernetesVersion(given as string).isAtLeast(KubernetesVersion.OLDEST_SUPPORTED)) {
    return [];
  }
  return [
    {
      code: 'kubernetes-version-unsupported',
      field,
      given: show(printable(given)),
      allowed: `Kubernetes ${KubernetesVersion.OLDEST_SUPPORTED} or newer`,
      remedy: 'Upgrade the cluster first.',
    },
  ];
}

/** Programs compare with few versions, and often. */
const KEPT = new Map<string, readonly number[]>();
const MOST_KEPT = 100;

function keptNumbersOf(text: string): readonly number[] {
  const kept = KEPT.get(text);
  if (kept !== undefined) {
    return kept;
  }
  const numbers = numbersOf(text);
  if (typeof text === 'string' && KEPT.size < MOST_KEPT) {
    KEPT.set(text, numbers);
  }
  return numbers;
}

/** Major, minor and, where given, patch; nothing where the text is no version. */
function numbersOf(given: unknown): number[] {
  const match = typeof given === 'string' && given.length <= MAX_LENGTH ? VERSION.exec(given) : null;
  return match === null
    ? []
    : match
        .slice(1)
        .filter((part) => part !== undefined)
        .map(Number);
}
