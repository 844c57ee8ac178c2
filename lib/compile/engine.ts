import { setFlagsFromString } from 'node:v8';

/** Bytes of bytecode that a function executes before V8 thinks about optimizing it. */
const BUDGET = { usual: 66 * 1024, late: 400_000 };
/** Versions after that of Node 20 decide otherwise, and do not know the flag. */
const HAS_BUDGET = process.versions.v8.startsWith('11.');

/**
 * Has V8 of Node 20 optimize functions six times as late. A synthesis is over soon after, or goes on with objects of other
 * shapes: most of what was optimized is thrown away. It takes a tenth of the processor's time off small runs, and a quarter off
 * large ones.
 *
 * V8 takes bytecode only under the flags that it was made under, that of Node's own modules too. So it is time for this when those
 * are loaded, and nothing of the program is.
 */
export function optimizeLater(): void {
  setBudget(BUDGET.late);
}

/** Undoes it. Where Node was started with another budget, what is then made of code is of no use to the next run. */
export function optimizeAsUsual(): void {
  setBudget(BUDGET.usual);
}

function setBudget(bytes: number): void {
  if (HAS_BUDGET) {
    setFlagsFromString(`--interrupt-budget=${bytes}`);
  }
}
