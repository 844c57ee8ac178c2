/** Remembers what pure functions made of their inputs, from one run to the next. */
export interface Memory {
  /**
   * What was made of equal inputs before, or else what is made of them now.
   *
   * @param task what is done; the code that does it is the same in every run
   * @param inputs all that the result depends on, as one text; where it throws, nothing is remembered
   * @param compute does it; what it returns is plain data that nobody changes
   */
  recall<T>(task: string, inputs: () => string, compute: () => T): T;
}

/** Remembers nothing. */
export const NO_MEMORY: Memory = { recall: (_task, _inputs, compute) => compute() };
