/**
 * Kubernetes quantities: `250m`, `0.5`, `512Mi`, `1Gi`, `1e3`.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */

/** An amount of CPU. `Cpu` of this library and `Cpu` of cdk8s-plus-28 are both accepted. */
export interface ICpu {
  /** The amount as Kubernetes writes it, for example `250m` or `1`. */
  readonly amount: string;
}

/** An amount of memory or storage. `Size` of this library and `Size` of cdk8s are both accepted. */
export interface ISize {
  /** The amount as Kubernetes writes it, for example `512Mi`. */
  asString(): string;
}

/** CPU time: 1 unit is one core of the node, 1000 millis are one unit. */
export class Cpu implements ICpu {
  /** Thousandths of a core: `Cpu.millis(250)` is a quarter of a core. */
  static millis(amount: number): Cpu {
    return new Cpu(`${amount}m`);
  }

  /** Whole cores. */
  static units(amount: number): Cpu {
    return new Cpu(`${amount}`);
  }

  /** An amount in Kubernetes notation: `250m`, `0.5`, `2`. It is checked where it is used. */
  static parse(amount: string): Cpu {
    return new Cpu(amount);
  }

  private constructor(readonly amount: string) {}

  /** The amount as Kubernetes writes it. */
  toString(): string {
    return this.amount;
  }
}

/** Memory or storage, in powers of 1024. */
export class Size implements ISize {
  /** 1 MiB is 1024 KiB. */
  static mebibytes(amount: number): Size {
    return new Size(`${amount}Mi`);
  }

  /** 1 GiB is 1024 MiB. */
  static gibibytes(amount: number): Size {
    return new Size(`${amount}Gi`);
  }

  /** An amount in Kubernetes notation: `512Mi`, `1.5Gi`, `128974848`. It is checked where it is used. */
  static parse(amount: string): Size {
    return new Size(amount);
  }

  private constructor(private readonly amount: string) {}

  asString(): string {
    return this.amount;
  }

  /** The amount as Kubernetes writes it. */
  toString(): string {
    return this.amount;
  }
}

const GRAMMAR = /^([0-9]+)(?:\.([0-9]*))?(?:(Ki|Mi|Gi|Ti|Pi|Ei|n|u|m|k|M|G|T|P|E)|[eE]([+-]?[0-9]{1,2}))?$/;
const BINARY = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const DECIMAL_EXPONENT: ReadonlyMap<string, number> = new Map([
  ['n', -9],
  ['u', -6],
  ['m', -3],
  ['k', 3],
  ['M', 6],
  ['G', 9],
  ['T', 12],
  ['P', 15],
  ['E', 18],
]);

/** Whether the amount is written in powers of 1024, which only memory and storage are counted in. */
export function isBinary(quantity: string): boolean {
  return BINARY.includes(GRAMMAR.exec(quantity)?.[3] ?? '');
}

/**
 * The amount in billionths (the finest step that Kubernetes keeps), rounded up as Kubernetes rounds,
 * or `undefined` where the text is not a quantity. Exact, because 0.1 + 0.2 must be 0.3 when requests are added.
 */
export function nanos(quantity: string): bigint | undefined {
  const match = GRAMMAR.exec(quantity);
  if (match === null) {
    return undefined;
  }
  const [, whole = '', fraction = '', suffix = '', exponent = '0'] = match;
  const digits = BigInt(whole + fraction);
  const binary = BINARY.indexOf(suffix) + 1;
  const factor = 1024n ** BigInt(binary);
  const power = 9 - fraction.length + (DECIMAL_EXPONENT.get(suffix) ?? 0) + Number(exponent);
  const scaled = digits * factor;
  if (power >= 0) {
    return scaled * 10n ** BigInt(power);
  }
  const divisor = 10n ** BigInt(-power);
  return (scaled + divisor - 1n) / divisor;
}
