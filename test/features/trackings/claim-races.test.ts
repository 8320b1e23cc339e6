import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, it } from "vitest";
import { claimTrackings } from "#app/features/trackings/claim-trackings.server.ts";
import { useTestDatabase } from "#test/support/test-database.ts";

const database = useTestDatabase();
const now = new Date("2026-11-20T12:00:00Z");
const earlier = "https://app.example/callbacks/keydelivery/";

// A statement that reads an account waits, with the view of the database that it began with.
beforeEach(async () => {
  await database.pool.query(`
    CREATE FUNCTION pass_gate() RETURNS boolean LANGUAGE sql VOLATILE
      AS 'SELECT pg_advisory_xact_lock_shared(1) IS NOT NULL';
    ALTER TABLE keydelivery_account RENAME TO ungated_account;
    CREATE VIEW keydelivery_account AS SELECT * FROM ungated_account WHERE pass_gate()`);
});
afterEach(async () => {
  await database.pool.query(`
    DROP VIEW keydelivery_account;
    ALTER TABLE ungated_account RENAME TO keydelivery_account;
    DROP FUNCTION pass_gate()`);
});

/** What `work` answers when `meanwhile` is carried out between its beginning and its first lock. */
async function overtaken<T>(
  work: () => Promise<T>,
  meanwhile: () => Promise<unknown>,
) {
  const gate = await database.pool.connect();
  try {
    await gate.query("SELECT pg_advisory_lock(1)");
    const working = work();
    while (!(await isAnybodyWaiting())) await sleep(5);
    await meanwhile();
    await gate.query("SELECT pg_advisory_unlock(1)");
    return await working;
  } finally {
    await gate.query("SELECT pg_advisory_unlock_all()");
    gate.release();
  }
}

async function isAnybodyWaiting() {
  const { rows } = await database.pool.query(
    "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted",
  );
  return rows.length > 0;
}

it("a claim goes by what another process wrote down after the claim began", async () => {
  const { db } = database;
  const account = await db.keyDeliveryAccount.create({
    data: { apiKeyHint: "", fingerprint: "of the operator" },
  });
  const shop = await db.shop.create({
    data: { domain: "one.myshopify.com", installedAt: now },
  });
  await db.tracking.create({
    data: {
      ...{ accountId: account.id, shopId: shop.id, nextAttemptAt: now },
      ...{ carrierId: "ups", number: "A1", ref: "A1", callbackKeyId: 1 },
    },
  });
  const asked = {
    ...{ accountId: account.id, callbackBase: "", shopQuota: 10, now },
    count: 1,
  };
  const claimed = await overtaken(
    () => claimTrackings(db, asked),
    // As one that was claimed, paid, sent, and waits again.
    () =>
      db.tracking.updateMany({
        data: { attemptUrl: earlier, quotaMonth: new Date("2026-11-01") },
      }),
  );
  expect(claimed).toMatchObject([{ number: "A1", earlierBase: earlier }]);
  expect(await db.quotaUsage.count()).toBe(0);
});
