export type Point = { at: number; value: number };

/** A slope and between which ends the true one lies, nineteen times of twenty. */
export type Slope = { slope: number; low: number; high: number };

/** The straight line through points by least squares; NaN for fewer than three. */
export function fitLine(points: Point[]): Slope {
  const count = points.length;
  if (count < 3) return { slope: NaN, low: NaN, high: NaN };
  const middle = (values: number[]) =>
    values.reduce((sum, value) => sum + value, 0) / count;
  const at = middle(points.map((point) => point.at));
  const value = middle(points.map((point) => point.value));
  const sum = (of: (point: Point) => number) =>
    points.reduce((all, point) => all + of(point), 0);
  const width = sum((point) => (point.at - at) ** 2);
  const slope = sum((point) => (point.at - at) * (point.value - value)) / width;
  const left = sum(
    (point) => (point.value - value - slope * (point.at - at)) ** 2,
  );
  const half = studentsT(count - 2) * Math.sqrt(left / (count - 2) / width);
  return { slope, low: slope - half, high: slope + half };
}

// The 97.5th percentile of Student's t, from the normal one's by Cornish and Fisher; too small below three degrees.
function studentsT(degrees: number) {
  const z = 1.96;
  return (
    z +
    (z ** 3 + z) / (4 * degrees) +
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * degrees ** 2)
  );
}

/** The lowest point of each stretch: of memory, what is left when rubbish was just collected. */
export function lowPoints(points: Point[], stretch: number): Point[] {
  const lowest = new Map<number, Point>();
  for (const point of points) {
    const index = Math.floor(point.at / stretch);
    const known = lowest.get(index);
    if (!known || point.value < known.value) lowest.set(index, point);
  }
  return [...lowest.values()];
}
