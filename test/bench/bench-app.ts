import { callbackKeyPurpose } from "#app/features/trackings/callback-key-purpose.ts";
import { createSealer } from "#app/platform/sealing.server.ts";
import { startApp } from "#test/sandbox/app-process.ts";
import type { BenchDatabase } from "./open-bench-databases.ts";
import { benchAccount, type CallbackKey } from "./token-pushes.ts";

export const benchSecret = "bench-secret";
const appSecret = "an app secret of thirty-two bytes or more";

/** The production build in one process, with an operator's account. Nobody answers for KeyDelivery unless said. */
export const startBenchApp = (
  { url }: BenchDatabase,
  more: Record<string, string> = {},
) =>
  startApp({
    ROLE: "all",
    DATABASE_URL: url,
    APP_SECRET: appSecret,
    SHOPIFY_API_KEY: "bench",
    SHOPIFY_API_SECRET: benchSecret,
    KEYDELIVERY_API_KEY: benchAccount.apiKey,
    KEYDELIVERY_API_SECRET: benchAccount.apiSecret,
    KEYDELIVERY_API_URL: "http://127.0.0.1:9",
    KEYDELIVERY_SHOP_QUOTA: "1000000",
    ...more,
  });

/** The key that the app made at its first start. */
export async function callbackKeyOf({
  pool,
}: BenchDatabase): Promise<CallbackKey> {
  const { rows } = await pool.query<{ id: number; sealed: string }>(
    "SELECT id, key_sealed AS sealed FROM callback_key ORDER BY id DESC LIMIT 1",
  );
  const [row] = rows;
  if (!row) throw new Error("the app made no callback key");
  const key = createSealer({ current: appSecret }).open(
    row.sealed,
    callbackKeyPurpose(row.id),
  );
  return { id: row.id, hex: Buffer.from(key, "base64url").toString("hex") };
}

/** @returns the id of the shop, which has the app */
export async function installBenchShop(
  { pool }: BenchDatabase,
  domain: string,
): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(
    `INSERT INTO shop (id, domain, installed_at) VALUES (gen_random_uuid(), $1, now())
     ON CONFLICT (domain) DO UPDATE SET installed_at = now() RETURNING id`,
    [domain],
  );
  return rows[0]?.id ?? "";
}
