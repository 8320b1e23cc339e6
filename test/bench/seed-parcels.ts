import { randomUUID } from "node:crypto";
import type { Pool } from "pg";
import { insertRows } from "#test/seeding/insert-rows.ts";
import {
  benchCarrier,
  numberOf,
  refOf,
  tokensOf,
  type CallbackKey,
} from "./token-pushes.ts";

/** Parcels of a shop, each with a fulfillment and a tracking of its own on the operator's account. */
export async function seedParcels(
  pool: Pool,
  asked: {
    shopId: string;
    callbackKey: CallbackKey;
    from: number;
    count: number;
    registration: "waiting" | "registered";
  },
): Promise<void> {
  const accounts = await pool.query<{ id: string }>(
    "SELECT id FROM keydelivery_account WHERE shop_id IS NULL AND current",
  );
  const accountId = accounts.rows[0]?.id;
  const parcels = Array.from({ length: asked.count }, (_, index) =>
    parcelRows(asked, asked.from + index, accountId),
  );
  for (const table of ["fulfillment", "tracking", "shipment"] as const)
    await insertRows(
      pool,
      table,
      parcels.map((parcel) => parcel[table]),
    );
  await pool.query("VACUUM ANALYZE fulfillment, tracking, shipment");
}

function parcelRows(
  asked: Parameters<typeof seedParcels>[1],
  n: number,
  accountId: string | undefined,
) {
  const { shopId, callbackKey, registration } = asked;
  const tokens = tokensOf(callbackKey);
  const ref = refOf(tokens, n);
  const at = "2026-11-20T12:00:00Z";
  const order = { order_name: `#${n}`, shop_id: shopId };
  const fulfillment = {
    ...order,
    id: randomUUID(),
    gid: `gid://shopify/Fulfillment/${n}`,
    order_gid: `gid://shopify/Order/${n}`,
    name: `#${n}.1`,
    shopify_status: "success",
    shopify_created_at: at,
    shopify_updated_at: at,
  };
  const tracking = {
    id: randomUUID(),
    account_id: accountId,
    shop_id: shopId,
    carrier_id: benchCarrier,
    number: numberOf(n),
    ref,
    callback_key_id: callbackKey.id,
    registration,
    created_at: at,
    ...(registration === "registered" && {
      registered_at: at,
      push_assured: true,
    }),
  };
  const shipment = {
    ...order,
    id: randomUUID(),
    fulfillment_id: fulfillment.id,
    tracking_id: tracking.id,
    number: tracking.number,
    number_raw: tracking.number,
    order_key: String(n),
    carrier_id: benchCarrier,
    carrier_source: "builtin",
    company_key: "ups",
    destination_city: "Toronto",
    destination_country: "Canada",
    destination_code: "CA",
    shipped_at: at,
    updated_at: at,
  };
  return { fulfillment, tracking, shipment };
}
