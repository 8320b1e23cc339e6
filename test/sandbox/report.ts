import type { Sandbox } from "./start-sandbox.ts";
import type { WatchedParcel } from "./watch-parcels.ts";

/** What `--json` prints. Counts are the simulators'. */
export function summarise({ keydelivery }: Sandbox, parcels: WatchedParcel[]) {
  const accepted = keydelivery.journal.accepted();
  const byScenario = Map.groupBy(parcels, ({ scenario }) => scenario);
  return {
    parcels: parcels.length,
    registered: keydelivery
      .trackings()
      .filter(({ webhookUrl }) => webhookUrl !== null).length,
    createCalls: keydelivery.journal.createCalls(),
    accepted: accepted.length,
    repeatedForNothing: keydelivery.journal.needlessCreates().length,
    events: keydelivery.trackings().reduce((sum, { scans }) => sum + scans, 0),
    delivered: parcels.filter(({ actual }) => actual === "delivered").length,
    lost: parcels.filter(({ actual }) => actual === "lost").length,
    scenarios: [...byScenario].map(([name, ones]) => ({
      name,
      ok: ones.every(({ ok }) => ok),
    })),
  };
}

export type Summary = ReturnType<typeof summarise>;

export const succeeded = (summary: Summary) =>
  summary.lost === 0 &&
  summary.repeatedForNothing === 0 &&
  summary.scenarios.every(({ ok }) => ok);

export function table(parcels: WatchedParcel[]): string {
  const rows = parcels.map((parcel) => [
    parcel.ok ? "ok" : "NO",
    parcel.scenario,
    parcel.order,
    parcel.number,
    parcel.carrier,
    String(parcel.events),
    parcel.ok ? parcel.actual : `${parcel.actual}, not ${parcel.expected}`,
  ]);
  const head = [
    "",
    "scenario",
    "order",
    "number",
    "carrier",
    "scans",
    "ended as",
  ];
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  return [head, ...rows]
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
