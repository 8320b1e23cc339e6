const edge = 2;

export type Point = { x: number; y: number };

/**
 * The points of a small line: each value at the place of its day, 0 to 1. The greatest is at the top; values that
 * are all the same make a line through the middle.
 */
export function sparklinePoints(
  values: readonly { at: number; value: number }[],
  { width, height }: { width: number; height: number },
): Point[] {
  const all = values.map(({ value }) => value);
  const least = Math.min(...all);
  const range = Math.max(...all) - least;
  const share = (value: number) =>
    range === 0 ? 0.5 : (value - least) / range;
  return values.map(({ at, value }) => ({
    x: edge + at * (width - 2 * edge),
    y: height - edge - share(value) * (height - 2 * edge),
  }));
}
