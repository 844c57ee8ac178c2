/** One line of a table: what was measured, and a value per column. */
export interface Row {
  readonly what: string;
  readonly values: readonly string[];
}

/** A benchmark: a file `*.bench.ts` exports it as `benchmark`. */
export interface Benchmark {
  readonly title: string;
  /** What the values of each row are. */
  readonly columns: readonly string[];
  run(): Row[] | Promise<Row[]>;
}

/** The table as text, its columns aligned. */
export function table({ title, columns }: Benchmark, rows: readonly Row[]): string {
  const lines = [['', ...columns], ...rows.map(({ what, values }) => [what, ...values])];
  const widths = lines[0]?.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0))) ?? [];
  const text = lines.map((line) =>
    line
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  '),
  );
  return `${title}\n${'-'.repeat(title.length)}\n${text.join('\n')}\n`;
}

/** How many times the one is the other. */
export function ratio(one: number, other: number): string {
  return `${(one / other).toFixed(2)} x`;
}

/** Milliseconds. */
export function milliseconds(value: number): string {
  return `${value.toFixed(value < 10 ? 1 : 0)} ms`;
}
