const { SEED = '28', RUNS = '100' } = process.env;

/**
 * How many random applications are judged, and which. The same ones in every run, so that a failure is one of the change
 * under test: `SEED=7 RUNS=2000 npm test` tries others.
 */
export const RANDOM = { seed: Number(SEED), numRuns: Number(RUNS) };
