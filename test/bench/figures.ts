/** The spread of a figure over several runs. `high` is what three of four runs are at or below. */
export type Spread = {
  lowest: number;
  median: number;
  high: number;
  highest: number;
};

export function spreadOf(values: number[]): Spread {
  const sorted = [...values].sort((one, other) => one - other);
  const at = (share: number) =>
    sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
  return { lowest: at(0), median: at(0.5), high: at(0.75), highest: at(1) };
}

/** "median (lowest–highest)" */
export const writtenSpread = (
  { median, lowest, highest }: Spread,
  digits = 0,
) =>
  `${median.toFixed(digits)} (${lowest.toFixed(digits)}–${highest.toFixed(digits)})`;

/** Columns of text, each as wide as its widest cell. */
export function tableOf(rows: string[][]): string {
  const widths = rows.reduce<number[]>(
    (found, row) =>
      row.map((cell, index) => Math.max(found[index] ?? 0, cell.length)),
    [],
  );
  return rows
    .map((row) =>
      row
        .map((cell, index) => cell.padEnd(widths[index] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
