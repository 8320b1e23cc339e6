import type { Activity } from "./home-view.ts";

/** The newest import of past shipments, as far as the activity is concerned. */
export type LastImport = {
  id: string;
  state: string;
  parcels: number;
  endedAt: string | null;
};

const told = ["done", "failed"];

/** With the end of an import, which nobody does by hand: at its place among the newest. */
export function withImport(
  activity: Activity[],
  last: LastImport | null,
  limit: number,
): Activity[] {
  if (!last?.endedAt || !told.includes(last.state)) return activity;
  const ended: Activity = {
    id: `import ${last.id}`,
    at: new Date(last.endedAt).toISOString(),
    parcel: null,
    what: { kind: "import", state: last.state, parcels: last.parcels },
  };
  return [...activity, ended]
    .toSorted((one, other) => (one.at < other.at ? 1 : -1))
    .slice(0, limit);
}
