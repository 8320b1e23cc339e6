import { sparklinePoints } from "./sparkline-path.ts";

type Props = {
  /** What the line says, in words. */
  label: string;
  values: { at: number; value: number }[];
};

const size = { width: 120, height: 28 };

/** A line without axes: its label says what it shows. */
export function Sparkline({ label, values }: Props) {
  const points = sparklinePoints(values, size);
  const last = points.at(-1);
  if (!last) return null;
  return (
    <svg
      className="sparkline"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size.width} ${size.height}`}
      width={size.width}
      height={size.height}
    >
      <polyline points={points.map(({ x, y }) => `${x},${y}`).join(" ")} />
      <circle cx={last.x} cy={last.y} r="2" />
    </svg>
  );
}
