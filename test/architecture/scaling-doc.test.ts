import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { openDatabaseClient } from "#app/db.server.ts";
import { openIngressPool } from "#app/ingress/open-ingress-pool.ts";
import { processDelivery, processPush } from "#app/jobs/definitions.ts";
import { openQueue } from "#app/jobs/queue.server.ts";
import { createLogger } from "#app/platform/logger.server.ts";
import { useTestDatabase } from "#test/support/test-database.ts";

// Kept: the tables are cut once, and a file has a database of its own.
const database = useTestDatabase({ keep: true });
const doc = readFileSync("docs/scaling.md", "utf8");
const [, sketch = ""] = /```sql\n([^]*?)```/.exec(doc) ?? [];
const [storing = ""] = /^WITH told[^;]*;/m.exec(sketch) ?? [];
const tracking = "01a20000-0000-7000-8000-000000000000";

const columnOf = async (text: string) => {
  const { rows } = await database.pool.query<{ found: string }>(text);
  return rows.map(({ found }) => found);
};

it("docs/scaling.md counts the connections that a process may open", async () => {
  const onError = () => undefined;
  const { pool, close } = openDatabaseClient(database.url, { onError });
  const ingress = openIngressPool(database.url, { onError });
  const queue = await openQueue({
    url: database.url,
    logger: createLogger("silent"),
    supervise: true,
  });
  const own = pool.options.max;
  const queued = queue.poolCounts()!.max;
  const arriving = ingress.options.max;
  await Promise.all([queue.stop(0), ingress.end(), close()]);
  const web = own + queued + arriving;
  const worker = own + queued + 1;
  const text = doc.replace(/\s+/g, " ");
  for (const said of [
    `${own} connections of its pool`,
    `${queued} of the queue`,
    `${arriving} more for its ingress`,
    `${web} for a web, ${worker} for a worker, ${web + 1} for one that is both`,
    `${web} + 3 × ${worker} = ${web + 3 * worker}`,
    `2 × ${web} + 16 × ${worker} = ${2 * web + 16 * worker}`,
    `${worker} connections each`,
    `${queued + 1} direct connections a worker`,
    `${queued + arriving} a web`,
    `${2 * processDelivery.concurrency} deliveries and 2 × ${processPush.concurrency} pushes each`,
  ])
    expect(text).toContain(said);
});

describe("the partitions of docs/scaling.md", () => {
  beforeAll(async () => {
    await database.pool.query(`
      INSERT INTO webhook_delivery (dedupe_key, shop_domain, topic, webhook_id, body, received_at)
      VALUES ('\\x0a', 'one.myshopify.com', 'fulfillments/create', 'a', '{}', '2026-11-10'),
        ('\\x0b', 'one.myshopify.com', 'fulfillments/create', 'b', '{}', '2026-12-10'),
        ('\\x0c', 'one.myshopify.com', 'fulfillments/create', 'c', '{}', '2020-01-01');
      INSERT INTO keydelivery_account (id, api_key_hint, fingerprint) VALUES ('${tracking}', 'hint', 'print');
      INSERT INTO tracking (id, account_id, carrier_id, number, ref, callback_key_id)
      VALUES ('${tracking}', '${tracking}', 'ups', '1Z', 'ref', 1);
      INSERT INTO tracking_event (tracking_id, identity, time_text, sort_time) VALUES ('${tracking}', 'one', '', '')`);
    await database.pool.query(sketch);
  });

  it("take over what was there, each row into its month", async () => {
    expect(
      await columnOf(
        "SELECT webhook_id || ' ' || tableoid::regclass AS found FROM webhook_delivery ORDER BY webhook_id",
      ),
    ).toEqual([
      "a webhook_delivery_2026_11",
      "b webhook_delivery_2026_12",
      "c webhook_delivery_other",
      "w webhook_delivery_2026_11",
    ]);
    expect(
      await columnOf(
        "SELECT identity || ' ' || tableoid::regclass AS found FROM tracking_event",
      ),
    ).toEqual(["one tracking_event_2026_11"]);
  });

  it("store a delivery once, though its month is not part of its key", async () => {
    expect((await database.pool.query(storing)).rows).toEqual([]);
    const repeat = storing.replace("2026-11-30", "2026-12-01");
    expect((await database.pool.query(repeat)).rows).toEqual([]);
    const other = storing.replace("\\x01", "\\x02");
    expect((await database.pool.query(other)).rows).toHaveLength(1);
  });

  it("keep a scan once, and go with their tracking", async () => {
    const again = `INSERT INTO tracking_event (tracking_id, identity, time_text, sort_time) VALUES ('${tracking}', 'one', '', '')`;
    await expect(database.pool.query(again)).rejects.toThrow("duplicate key");
    await database.pool.query(`DELETE FROM tracking`);
    expect(
      await columnOf("SELECT identity AS found FROM tracking_event"),
    ).toEqual([]);
  });

  it("leave months alone that a time does not name", async () => {
    const { rows } = await database.pool.query<{ "QUERY PLAN": string }>(
      "EXPLAIN SELECT * FROM webhook_delivery WHERE received_at >= '2026-12-05' AND received_at < '2026-12-06'",
    );
    const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
    expect(plan).toContain("webhook_delivery_2026_12");
    expect(plan).not.toContain("webhook_delivery_2026_11");
  });
});
