const rows = 8;
const columns = 72;
const eighths = ["", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

/** A day as bars: `values` by the minute, in seconds of age. */
export function drawText(title: string, values: number[]): string {
  const width = values.length / columns;
  const bars = Array.from({ length: columns }, (_, at) =>
    Math.max(
      0,
      ...values.slice(Math.floor(at * width), Math.floor((at + 1) * width)),
    ),
  );
  const top = Math.max(1, ...bars);
  const lines = Array.from({ length: rows }, (_, row) => {
    const floor = rows - 1 - row;
    const cells = bars.map((value) => {
      const height = Math.round((value / top) * rows * 8) - floor * 8;
      return eighths[Math.min(8, Math.max(0, height))] || " ";
    });
    const label = row === 0 ? writeAge(top) : "";
    return `${label.padStart(8)} │${cells.join("").trimEnd()}`;
  });
  const hours = [0, 6, 12, 18]
    .map((hour) => `${hour} h`.padEnd(columns / 4))
    .join("");
  return [
    title,
    ...lines,
    `${"".padStart(9)}└${"─".repeat(columns)}`,
    `${"".padStart(10)}${hours.trimEnd()}`,
  ].join("\n");
}

/** As a person says it: "40 s", "12 min", "3.5 h". */
export function writeAge(seconds: number): string {
  if (seconds < 100) return `${Math.round(seconds)} s`;
  if (seconds < 100 * 60) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3_600).toFixed(1)} h`;
}
