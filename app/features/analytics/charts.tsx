import {
  Bar,
  BarChart,
  CartesianGrid,
  Legend,
  ResponsiveContainer,
  XAxis,
  YAxis,
} from "recharts";
import { useTranslation } from "react-i18next";

export type Series = { key: string; name: string; color: string };

// Two hues that differ in lightness too, so that nobody has to tell them by colour.
export const colors = {
  first: "var(--p-color-bg-fill-info-active, #0094d5)",
  second: "var(--p-color-bg-fill-inverse, #303030)",
  warning: "var(--p-color-bg-fill-warning-active, #ffb800)",
} as const;

// As wide as most pages are; the server draws so, and the height never changes.
const drawn = { width: 640, height: 280 };
const axis = { fontSize: 12, fill: "currentColor" };

type Props<Row> = {
  rows: Row[];
  series: Series[];
  label: (row: Row) => string;
  value: (amount: number) => string;
};

/** Bars beside each other, for carriers and destinations. */
export function SidewaysBars<Row extends { key: string }>(
  props: Props<Row> & { isStacked?: boolean },
) {
  const { i18n } = useTranslation();
  const isReversed = i18n.dir() === "rtl";
  const data = props.rows.map((row) => ({ ...row, label: props.label(row) }));
  const height = Math.max(120, 48 + data.length * 44);
  return (
    <ResponsiveContainer
      width="100%"
      height={height}
      initialDimension={{ ...drawn, height }}
    >
      <BarChart
        data={data}
        layout="vertical"
        accessibilityLayer={false}
        margin={{ left: 8, right: 24 }}
      >
        <CartesianGrid horizontal={false} strokeDasharray="2 4" />
        <XAxis
          type="number"
          tick={axis}
          tickFormatter={props.value}
          reversed={isReversed}
        />
        <YAxis
          type="category"
          dataKey="label"
          width={110}
          tick={axis}
          interval={0}
          tickFormatter={shorten}
        />
        <Legend formatter={inTextColor} />
        {props.series.map(({ key, name, color }) => (
          <Bar
            key={key}
            dataKey={key}
            name={name}
            fill={color}
            stackId={props.isStacked ? "one" : undefined}
            isAnimationActive={false}
          />
        ))}
      </BarChart>
    </ResponsiveContainer>
  );
}

/** A bar for each day. */
export function DayBars<Row extends { day: string }>(
  props: Props<Row> & { isStacked?: boolean },
) {
  const data = props.rows.map((row) => ({ ...row, label: props.label(row) }));
  return (
    <ResponsiveContainer
      width="100%"
      height={drawn.height}
      initialDimension={drawn}
    >
      <BarChart data={data} accessibilityLayer={false} margin={{ right: 16 }}>
        <CartesianGrid vertical={false} strokeDasharray="2 4" />
        <XAxis dataKey="label" tick={axis} minTickGap={24} />
        <YAxis
          tick={axis}
          width={48}
          allowDecimals={false}
          tickFormatter={props.value}
        />
        <Legend formatter={inTextColor} />
        {props.series.map(({ key, name, color }) => (
          <Bar
            key={key}
            dataKey={key}
            name={name}
            fill={color}
            stackId={props.isStacked ? "one" : undefined}
            isAnimationActive={false}
          />
        ))}
      </BarChart>
    </ResponsiveContainer>
  );
}

// The colour is in the square before it: as text it would be too pale.
const inTextColor = (name: unknown) => (
  <span className="chart-name">{String(name)}</span>
);

const longestLabel = 16;
const shorten = (text: string) =>
  text.length > longestLabel ? `${text.slice(0, longestLabel - 1)}…` : text;
