import { Prisma } from "@prisma/client";
import type { Database } from "#app/db.server.ts";
import { countLimit } from "./capped.ts";
import type { AccountHealth } from "./home-view.ts";
import type { LastImport } from "./import-activity.ts";

export type Overview = {
  hasParcels: boolean;
  underWay: boolean;
  inTransit: number;
  outForDelivery: number;
  delivered: number;
  lastWebhookAt: Date | null;
  lastPushAt: Date | null;
  /** Statuses on their way to Shopify. */
  unwritten: number;
  account: AccountHealth | null;
  /** Parcels that wait for an account that is refused or used up. */
  blocked: number;
  lastImport: LastImport | null;
  /** An import came to its end. */
  imported: boolean;
};

type Asked = {
  shopId: string;
  domain: string;
  /** Of the list that the figure links to. */
  inTransit: readonly string[];
  outForDelivery: readonly string[];
  deliveredSince: Date;
};

/** The counts and the signs of life of a shop's home page, in one statement. Every part of it is read by an index. */
export async function loadOverview(
  db: Pick<Database, "$queryRaw">,
  asked: Asked,
): Promise<Overview> {
  const { shopId, domain, deliveredSince } = asked;
  const live = Prisma.sql`shop_id = ${shopId}::uuid AND archived_at IS NULL`;
  const states = (some: readonly string[]) =>
    Prisma.sql`FROM shipment WHERE ${live} AND state = ANY (${[...some]})`;
  const [overview] = await db.$queryRaw<[Overview]>`
    SELECT ${isThere(Prisma.sql`FROM shipment WHERE shop_id = ${shopId}::uuid ORDER BY shipped_at DESC, id DESC`)} AS "hasParcels",
      ${isThere(Prisma.sql`${states(moving)} ORDER BY state`)} AS "underWay",
      ${count(states(asked.inTransit))} AS "inTransit",
      ${count(states(asked.outForDelivery))} AS "outForDelivery",
      ${count(Prisma.sql`FROM shipment WHERE shop_id = ${shopId}::uuid AND delivered_at >= ${deliveredSince}`)} AS delivered,
      (SELECT max(received_at) FROM webhook_delivery WHERE shop_domain = ${domain}) AS "lastWebhookAt",
      (SELECT max(last_push_at) FROM tracking
        WHERE shop_id = ${shopId}::uuid AND last_push_at IS NOT NULL) AS "lastPushAt",
      ${count(Prisma.sql`FROM publication WHERE shop_id = ${shopId}::uuid AND state IN ('planned', 'sending')`)} AS unwritten,
      CASE WHEN account.id IS NOT NULL THEN json_build_object('kind', account.kind, 'state', account.state,
        'lastSuccessAt', account.last_success_at) END AS account,
      CASE WHEN account.state IN ('quota_exhausted', 'invalid_credentials') THEN
        ${count(Prisma.sql`FROM tracking WHERE account_id = account.id AND shop_id = ${shopId}::uuid
          AND registration = 'waiting'`)} ELSE 0 END AS blocked,
      (SELECT json_build_object('id', id, 'state', state, 'parcels', imported, 'endedAt', ended_at)
        FROM backfill WHERE shop_id = ${shopId}::uuid ORDER BY created_at DESC, id DESC LIMIT 1) AS "lastImport",
      EXISTS (SELECT FROM backfill WHERE shop_id = ${shopId}::uuid AND state = 'done') AS imported
    FROM (VALUES (1)) AS one LEFT JOIN LATERAL (
      SELECT id, state, last_success_at, CASE WHEN shop_id IS NULL THEN 'operator' ELSE 'own' END AS kind
      FROM keydelivery_account WHERE current AND (shop_id = ${shopId}::uuid OR shop_id IS NULL)
      ORDER BY shop_id NULLS LAST LIMIT 1) AS account ON true`;
  return overview;
}

// Registered, and not at its end.
const moving = [
  "pending",
  "info_received",
  "accepted",
  "in_transit",
  "customs",
  "out_for_delivery",
  "ready_for_pickup",
  "attempt_failed",
  "delayed",
  "exception",
  "returning",
  "unknown",
];

// In the order of an index: else, and with EXISTS, the database may look for the first one in the whole table.
const isThere = (from: Prisma.Sql) =>
  Prisma.sql`COALESCE((SELECT true ${from} LIMIT 1), false)`;

const count = (from: Prisma.Sql) =>
  Prisma.sql`(SELECT count(*)::int FROM (SELECT ${from} LIMIT ${countLimit}) AS counted)`;
