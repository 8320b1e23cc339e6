import { beforeAll, describe, expect, it } from "vitest";
import { createMetrics } from "#app/platform/metrics/create-metrics.server.ts";
import { useWatchedApp } from "#test/watch-app/use-watched-app.ts";
import {
  readAlerts,
  readOperationsPage,
  readPanels,
} from "./read-ops-files.ts";
import { readPromql, type Selector } from "./read-promql.ts";

const { running, scrape } = useWatchedApp();

// What Prometheus adds.
const ofScrape = ["instance", "job"];
const exported = new Map([["up", ofScrape]]);
/** Labels of what is counted from its first occurrence on would otherwise have no values yet. */
const seen = new Map<string, Set<string>>();

beforeAll(async () => {
  const { metrics } = running.app;
  const seconds = 0.1;
  for (const outcome of ["completed", "failed", "dead"] as const)
    for (const queue of ["sweep", "tidy"])
      metrics.jobDone(queue, outcome, seconds);
  for (const code of ["200", "503", ...errorNames])
    metrics.keydeliveryCalled("/tracking/create", code, seconds);
  for (const path of ["/healthz", "/assets/a.js", "/app", "/proxy/track"])
    metrics.requestAnswered({ path, status: 500, seconds });
  const { samples } = await scrape();
  for (const { name, labels } of samples)
    for (const [label, value] of Object.entries(labels)) {
      const key = `${name} ${label}`;
      seen.set(key, (seen.get(key) ?? new Set()).add(value));
    }
  for (const metric of metrics.registry.getMetricsAsArray())
    for (const [name, labels] of seriesOf(metric as unknown as Described))
      exported.set(name, [...labels, ...ofScrape]);
});

const errorNames = [
  "KeyDeliveryTimeoutError",
  "KeyDeliveryConnectionError",
  "KeyDeliveryAnswerError",
  "KeyDeliveryServerError",
];

/** prom-client's types leave out what its metrics are made of. */
type Described = { name: string; labelNames: string[]; buckets?: unknown };

function seriesOf({ name, labelNames, buckets }: Described) {
  return buckets
    ? [
        [`${name}_bucket`, [...labelNames, "le"]] as const,
        [`${name}_sum`, labelNames] as const,
        [`${name}_count`, labelNames] as const,
      ]
    : [[name, labelNames] as const];
}

const asked = [
  ...readAlerts().map(({ alert, expr, annotations }) => ({
    where: alert,
    expr,
    shown: [...annotations.summary.matchAll(/\$labels\.(\w+)/g)],
  })),
  ...readPanels().flatMap(({ title, targets }) =>
    targets.map(({ expr, legendFormat }) => ({
      where: title,
      expr,
      shown: [...legendFormat.matchAll(/\{\{(\w+)\}\}/g)],
    })),
  ),
];

const labelsOf = (selectors: Selector[]) =>
  selectors.flatMap(({ metric }) => exported.get(metric) ?? []);

describe.each(asked)("what $where asks for: $expr", ({ expr, shown }) => {
  const { selectors, groupings } = readPromql(expr);

  it("is exported by a running app, with these labels", () => {
    expect(selectors).not.toEqual([]);
    for (const { metric, matchers } of selectors) {
      expect([...exported.keys()]).toContain(metric);
      for (const { label } of matchers)
        expect(exported.get(metric), metric).toContain(label);
    }
    for (const { labels, selectors: grouped } of groupings)
      for (const label of labels) expect(labelsOf(grouped)).toContain(label);
  });

  it("has values that occur", () => {
    for (const { metric, matchers } of selectors)
      for (const { label, operator, value } of matchers) {
        if (metric === "up") continue;
        const values = [...(seen.get(`${metric} ${label}`) ?? [])];
        const wanted = operator.includes("~") ? value.split("|") : [value];
        for (const one of wanted)
          expect(
            values.some((had) => new RegExp(`^(?:${one})$`).test(had)),
            `${metric}{${label}="${one}"}`,
          ).toBe(true);
      }
  });

  it("still has the labels that are shown", () => {
    const [outermost] = groupings;
    const left = outermost
      ? groupings.flatMap(({ labels }) => labels)
      : labelsOf(selectors);
    for (const [, label] of shown) expect(left).toContain(label);
  });
});

describe("the files of docs/ops", () => {
  const own = () =>
    [...running.app.metrics.registry.getMetricsAsArray()]
      .map((metric) => metric as unknown as Described)
      .filter(({ name }) => name.startsWith("tracking_"));

  it("leave no metric of our own out of the dashboard but a pool's limit and a count's age", () => {
    const onDashboard = new Set(
      readPanels().flatMap(({ targets }) =>
        targets.flatMap(({ expr }) =>
          readPromql(expr).selectors.map(({ metric }) =>
            metric.replace(/_(bucket|sum|count)$/, ""),
          ),
        ),
      ),
    );
    const missing = own()
      .map(({ name }) => name)
      .filter((name) => !onDashboard.has(name));
    expect(missing.sort()).toEqual([
      "tracking_pool_max",
      "tracking_queue_counted_seconds",
    ]);
  });

  it("name for each alert a heading of the operations page", () => {
    const { headings } = readOperationsPage();
    for (const { alert, annotations } of readAlerts()) {
      const [page, heading] = annotations.runbook.split("#");
      expect(page, alert).toBe("docs/operations.md");
      expect(headings, alert).toContain(heading);
    }
  });

  it("are explained by a page that lists every metric of our own, with its labels", () => {
    expect(readOperationsPage().metrics).toEqual(
      new Map(own().map(({ name, labelNames }) => [name, labelNames])),
    );
  });
});

it("NoWorker fires too where no worker ever counted, for its metric has no series then", async () => {
  const noWorker = readAlerts().find(({ alert }) => alert === "NoWorker");
  expect(noWorker?.expr).toContain("or absent(tracking_queue_counted_seconds)");
  const metrics = createMetrics();
  const queue = { queue: "sweep", ready: 0, deferred: 0, active: 0, failed: 0 };
  metrics.watchDatabase(() =>
    Promise.resolve({
      queues: [{ ...queue, oldestDueSeconds: null, countedSeconds: null }],
      accounts: [],
    }),
  );
  expect((await metrics.render()).text).not.toMatch(
    /^tracking_queue_counted_seconds/m,
  );
});

it("refuses what is no PromQL", () => {
  expect(() => readPromql("sum by (queue (up)")).toThrow("no PromQL");
});
