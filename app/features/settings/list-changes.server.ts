import { z } from "zod";
import type { Database } from "#app/db.server.ts";
import type { ChangeLine, ChangesView } from "./changes-view.ts";

const perPage = 25;
const ruleSettings = [
  "automaticRegistration",
  "companies",
  "countries",
  "tags",
];

const settingChange = z.object({
  setting: z.string(),
  from: z.unknown(),
  to: z.unknown(),
});

/** What was changed of the shop as a whole, the newest first. `after`: the last line of the page before. */
export async function listChanges(
  db: Pick<Database, "$queryRaw">,
  asked: { shopId: string; after: string | undefined },
): Promise<Pick<ChangesView, "lines" | "older">> {
  const { shopId } = asked;
  const after = asked.after ?? null;
  const rows = await db.$queryRaw<Row[]>`
    SELECT id, actor, action, detail, created_at AS "createdAt" FROM audit_entry
    WHERE shop_id = ${shopId}::uuid AND shipment_id IS NULL
      AND (${after}::uuid IS NULL OR (created_at, id) < (
        SELECT created_at, id FROM audit_entry WHERE id = ${after}::uuid AND shop_id = ${shopId}::uuid))
    ORDER BY created_at DESC, id DESC LIMIT ${perPage + 1}`;
  const shown = rows.slice(0, perPage);
  const last = rows.length > perPage ? shown.at(-1) : undefined;
  return { lines: shown.map(lineOf), older: last?.id ?? null };
}

type Row = {
  id: string;
  actor: string;
  action: string;
  detail: unknown;
  createdAt: Date;
};

function lineOf({ id, actor, action, detail, createdAt }: Row): ChangeLine {
  const change = settingChange.safeParse(detail).data;
  return {
    id,
    action,
    staffId: actor.startsWith("staff:") ? actor.slice("staff:".length) : null,
    change: change
      ? { setting: change.setting, from: change.from, to: change.to }
      : null,
    at: createdAt.toISOString(),
  };
}

/** Whether the rules for new parcels changed since they were last applied to those left out, or that was stopped. */
export async function haveRulesChanged(
  db: Pick<Database, "$queryRaw">,
  shopId: string,
): Promise<boolean> {
  const [last] = await db.$queryRaw<{ action: string }[]>`
    SELECT action FROM audit_entry
    WHERE shop_id = ${shopId}::uuid AND shipment_id IS NULL AND (action IN ('rules_applied', 'rules_stopped', 'automatic_registration_on')
      OR (action = 'setting_changed' AND detail ->> 'setting' = ANY(${ruleSettings})))
    ORDER BY created_at DESC, id DESC LIMIT 1`;
  return last !== undefined && last.action !== "rules_applied";
}
