import fs from 'node:fs';
import path from 'node:path';
import { type Benchmark, table } from './table';

/** Runs the benchmarks whose file names contain one of the arguments, or all of them, and prints a table for each. */
async function main(selected: readonly string[]): Promise<void> {
  const files = fs.readdirSync(__dirname).filter((file) => file.endsWith('.bench.ts'));
  for (const file of files.sort()) {
    if (selected.length > 0 && !selected.some((name) => file.includes(name))) {
      continue;
    }
    const { benchmark } = (await import(path.join(__dirname, file))) as { benchmark: Benchmark };
    process.stdout.write(`${table(benchmark, await benchmark.run())}\n`);
  }
}

void main(process.argv.slice(2));
