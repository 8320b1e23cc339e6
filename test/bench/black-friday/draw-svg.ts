import { writeAge } from "./draw-text.ts";

export type Line = { name: string; values: number[] };

const size = { width: 760, height: 320 };
const plot = { left: 70, right: 120, top: 40, bottom: 40 };
// Told apart without colour as well.
const strokes = [
  { stroke: "#b42318", dash: "" },
  { stroke: "#1f5199", dash: "8 4" },
  { stroke: "#0b6e4f", dash: "2 3" },
  { stroke: "#6b4fa0", dash: "10 3 2 3" },
  { stroke: "#8a5a00", dash: "4 4" },
  { stroke: "#444", dash: "14 4" },
];

/**
 * A day of queue ages as lines, by the minute. The scale is logarithmic: seconds and hours are to be seen in one picture.
 */
export function drawSvg(title: string, lines: Line[]): string {
  const top = Math.max(60, ...lines.flatMap(({ values }) => values));
  const ticks = [1, 10, 60, 600, 3_600, 6 * 3_600, 24 * 3_600].filter(
    (tick) => tick <= top * 1.5,
  );
  const width = size.width - plot.left - plot.right;
  const height = size.height - plot.top - plot.bottom;
  const x = (minute: number) => plot.left + (minute / 1_440) * width;
  const y = (age: number) =>
    plot.top + height * (1 - Math.log1p(age) / Math.log1p(top * 1.5));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" role="img" font-family="sans-serif" font-size="12">`,
    `<title>${title}</title>`,
    `<rect width="100%" height="100%" fill="#fff"/>`,
    text(plot.left, 22, title, 'font-size="14"'),
    ...[0, ...ticks].map(
      (tick) =>
        `<path d="M${plot.left} ${place(y(tick))}h${width}" stroke="#ddd"/>${text(plot.left - 8, y(tick) + 4, tick === 0 ? "0" : writeAge(tick), 'text-anchor="end"')}`,
    ),
    ...[0, 6, 12, 18, 24].map((hour) =>
      text(x(hour * 60), size.height - 16, `${hour} h`, 'text-anchor="middle"'),
    ),
    ...lines.map(({ values }, at) => {
      const { stroke, dash } = strokes[at % strokes.length]!;
      const points = values
        .map((age, minute) => `${place(x(minute))},${place(y(age))}`)
        .filter((_, minute) => minute % 4 === 0);
      return `<polyline fill="none" stroke="${stroke}" stroke-width="2" stroke-dasharray="${dash}" points="${points.join(" ")}"/>`;
    }),
    ...lines.map(({ name }, at) => legend(at, name)),
    "</svg>",
    "",
  ].join("\n");
}

function legend(at: number, name: string) {
  const { stroke, dash } = strokes[at % strokes.length]!;
  const left = size.width - plot.right + 12;
  const top = plot.top + 12 + at * 20;
  return `<path d="M${left} ${top}h24" stroke="${stroke}" stroke-width="2" stroke-dasharray="${dash}"/>${text(left + 30, top + 4, name)}`;
}

const text = (x: number, y: number, words: string, more = "") =>
  `<text x="${place(x)}" y="${place(y)}" fill="#222"${more && ` ${more}`}>${words}</text>`;

const place = (value: number) => value.toFixed(1);
