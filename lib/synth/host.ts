import type { App } from './app';

const HOST = Symbol.for('cdk8s-webapp.host');
const holder = globalThis as { [HOST]?: SynthesisHost };

/** A program, such as the command line, that takes apps over instead of letting them write. */
export interface SynthesisHost {
  /** Called by `App.synth`, which then does nothing else. */
  synth(app: App): void;
}

/** The host that this process runs under, found across copies of this library; `undefined` where there is none. */
export function synthesisHost(): SynthesisHost | undefined {
  return holder[HOST];
}

/** Runs a program under a host: each app that it synthesizes is handed to the host. */
export function hostSynthesis<T>(host: SynthesisHost, run: () => T): T {
  const outer = holder[HOST];
  holder[HOST] = host;
  try {
    return run();
  } finally {
    holder[HOST] = outer;
  }
}
