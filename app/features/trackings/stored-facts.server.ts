import { isDeepStrictEqual } from "node:util";
import type { Transaction } from "#app/db.server.ts";
import { factsOf, mergeFacts, type Fact, type Report } from "./facts.ts";

// No parcel has so many scans: whoever sends more must not fill the database, or each push's memory.
const maxFacts = 20_000;

/** What is known of each tracking: one row for each, since rows are what a client pays for. */
export async function loadFacts(
  tx: Transaction,
  trackingIds: string[],
): Promise<Map<string, Fact[]>> {
  const rows = await tx.$queryRaw<{ id: string; facts: Fact[] }[]>`
    SELECT tracking_id AS id, json_agg(json_build_object('identity', identity, 'kind', kind, 'timeText', time_text,
      'sortTime', sort_time, 'context', context, 'code', code, 'description', description, 'area', area,
      'location', location, 'expired', expired)) AS facts
    FROM tracking_event WHERE tracking_id = ANY(${trackingIds}::uuid[]) GROUP BY tracking_id`;
  return new Map(rows.map(({ id, facts }) => [id, facts]));
}

/** All facts with the report's, and those that the report made or changed. */
export function mergeInto(
  known: Fact[],
  report: Report,
): { facts: Fact[]; changed: Fact[] } {
  const facts = new Map(known.map((fact) => [fact.identity, fact]));
  const changed: Fact[] = [];
  for (const fact of factsOf(report)) {
    const before = facts.get(fact.identity);
    const after = before ? mergeFacts(before, fact) : fact;
    if (before && isDeepStrictEqual(before, after)) continue;
    if (!before && fact.kind === "item" && facts.size >= maxFacts) continue;
    facts.set(fact.identity, after);
    changed.push(after);
  }
  return { facts: [...facts.values()], changed };
}

/** The trackings' rows are locked, so what was read is what is merged with. */
export async function storeFacts(
  tx: Transaction,
  facts: (Fact & { trackingId: string })[],
): Promise<void> {
  if (facts.length === 0) return;
  // By columns: a record of each would be as much again to read, for the names of its fields.
  const told = JSON.stringify(
    columns.map((name) => facts.map((fact) => fact[name])),
  );
  await tx.$executeRaw`
    INSERT INTO tracking_event
      (tracking_id, identity, kind, time_text, sort_time, context, code, description, area, location, expired)
    SELECT fact.tracking_id::uuid, fact.identity, fact.kind::event_kind, fact.time_text, fact.sort_time,
      fact.context, fact.code, fact.description, fact.area, fact.location, fact.expired::boolean
    FROM (SELECT ${told}::jsonb AS told) AS given, ROWS FROM (
      jsonb_array_elements_text(told->0), jsonb_array_elements_text(told->1), jsonb_array_elements_text(told->2),
      jsonb_array_elements_text(told->3), jsonb_array_elements_text(told->4), jsonb_array_elements_text(told->5),
      jsonb_array_elements_text(told->6), jsonb_array_elements_text(told->7), jsonb_array_elements_text(told->8),
      jsonb_array_elements_text(told->9), jsonb_array_elements_text(told->10)
    ) AS fact(tracking_id, identity, kind, time_text, sort_time, context, code, description, area, location, expired)
    ON CONFLICT (tracking_id, identity) DO UPDATE SET
      time_text = excluded.time_text, context = excluded.context, code = excluded.code,
      description = excluded.description, area = excluded.area, location = excluded.location,
      expired = excluded.expired`;
}

// In the order of the statement.
const columns = [
  "trackingId",
  "identity",
  "kind",
  "timeText",
  "sortTime",
  "context",
  "code",
  "description",
  "area",
  "location",
  "expired",
] as const;
