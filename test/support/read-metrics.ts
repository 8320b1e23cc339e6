type Labels = Record<string, string>;

const line = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/;

/** Prometheus' text format, by name and labels. */
export function readMetrics(text: string) {
  const samples = text.split("\n").flatMap((one) => {
    const [, name = "", labels = "", value] = line.exec(one) ?? [];
    return value === undefined
      ? []
      : [{ name, labels: readLabels(labels), value: Number(value) }];
  });
  const fits = (labels: Labels, asked: Labels) =>
    Object.entries(asked).every(([name, value]) => labels[name] === value);
  return {
    samples,
    /** The sum over all series that have these labels; undefined when there is none. */
    value(name: string, asked: Labels = {}): number | undefined {
      const found = samples.filter(
        (one) => one.name === name && fits(one.labels, asked),
      );
      return found.length === 0
        ? undefined
        : found.reduce((sum, one) => sum + one.value, 0);
    },
  };
}

const readLabels = (text: string): Labels =>
  Object.fromEntries(
    [...text.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(
      ([, name = "", value = ""]) => [name, value],
    ),
  );
