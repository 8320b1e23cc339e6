import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";

const read = (path: string) =>
  readFileSync(new URL(`../../docs/${path}`, import.meta.url), "utf8");

const alerts = z.object({
  groups: z.array(
    z.object({
      rules: z.array(
        z.strictObject({
          alert: z.string(),
          expr: z.string(),
          for: z.string().optional(),
          labels: z.object({
            severity: z.enum(["critical", "warning", "info"]),
          }),
          annotations: z.object({ summary: z.string(), runbook: z.string() }),
        }),
      ),
    }),
  ),
});
const dashboard = z.object({
  panels: z.array(
    z.object({
      title: z.string(),
      targets: z
        .array(z.object({ expr: z.string(), legendFormat: z.string() }))
        .default([]),
    }),
  ),
});

export const readAlerts = () =>
  alerts
    .parse(parse(read("ops/alerts.yml")))
    .groups.flatMap(({ rules }) => rules);

export const readPanels = () =>
  dashboard.parse(JSON.parse(read("ops/grafana-dashboard.json"))).panels;

/** The operations page: its headings as their addresses, and the metrics that its table names, with their labels. */
export function readOperationsPage() {
  const page = read("operations.md");
  const rows = page.matchAll(/^\| `(tracking_\w+)` +\|([^|]*)\|/gm);
  return {
    headings: [...page.matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) =>
      title.toLowerCase().replaceAll(" ", "-"),
    ),
    metrics: new Map(
      [...rows].map(([, name = "", labels = ""]) => [
        name,
        [...labels.matchAll(/`(\w+)`/g)].map(([, label]) => label),
      ]),
    ),
  };
}
