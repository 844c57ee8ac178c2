import { Finding } from '../core/issue';
import { oneOf } from '../core/rules';
import { printable } from '../core/untrusted';

/** Instruction set of a node, as images and the label `kubernetes.io/arch` spell it. */
export enum Architecture {
  /** 64-bit x86, of Intel and AMD. */
  AMD64 = 'amd64',
  /** 64-bit Arm: Ampere, Graviton, Apple. */
  ARM64 = 'arm64',
}

/** The platform that an image must be built for to run on the architecture, for example `linux/arm64`. */
export function platformOf(architecture: Architecture): string {
  return `linux/${architecture}`;
}

/** The architecture, `undefined` where it is none that is known. */
export function knownArchitecture(given: unknown): Architecture | undefined {
  return Object.values(Architecture).find((architecture) => architecture === given);
}

/** The architecture is one that is known. */
export function architectureFindings(field: string, given: unknown): Finding[] {
  return oneOf(field, printable(given), Object.values(Architecture), {
    code: 'architecture-unknown',
    remedy: 'Use one of Architecture.',
  });
}
