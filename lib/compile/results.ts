import { createHash } from 'node:crypto';
import { CompileCache } from './cache';

interface ResultsHeader {
  /** Stands for the code that made the results. */
  readonly code: string;
  /** The results as JSON, by what they were made of. */
  readonly results: { readonly [key: string]: string };
}

/** Results of the last run, for one that does the same. Of those that a run did not ask for nothing is kept. */
export class Results {
  readonly #cache: CompileCache;
  readonly #name: string;
  readonly #known: { readonly [key: string]: string };
  readonly #asked: { [key: string]: string } = {};
  #isNew = false;

  /** @param code stands for the code that makes the results; where it is not known, nothing is remembered */
  constructor(cache: CompileCache, name: string, code: string | undefined) {
    const header = code === undefined ? undefined : cache.read<ResultsHeader>(name)?.header;
    this.#cache = cache;
    this.#name = name;
    this.#known = header?.code === code ? (header?.results ?? {}) : {};
  }

  /** What the task came to with these inputs in the last run, or else what it comes to now: plain data. */
  recall<T>(task: string, inputs: () => string, compute: () => T): T {
    const key = keyOf(task, inputs);
    if (key === undefined) {
      return compute();
    }
    const known = this.#known[key];
    if (known !== undefined) {
      this.#asked[key] = known;
      return JSON.parse(known) as T;
    }
    const result = compute();
    this.#asked[key] = JSON.stringify(result);
    this.#isNew = true;
    return result;
  }

  /** Keeps the results that were asked for. */
  keep(code: string | undefined): void {
    if (this.#isNew && code !== undefined) {
      this.#cache.write<ResultsHeader>(this.#name, { header: { code, results: this.#asked }, parts: [] });
    }
  }
}

/** `undefined` where inputs cannot be told: a class of the program's own may hold anything. */
function keyOf(task: string, inputs: () => string): string | undefined {
  try {
    return createHash('sha256').update(`${task}\0${inputs()}`).digest('hex');
  } catch {
    return undefined;
  }
}
