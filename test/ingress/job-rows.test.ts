import { expect, it } from "vitest";
import { processDelivery } from "#app/jobs/definitions.ts";
import { sendWebhook } from "./send-webhook.ts";
import { useIngress } from "./use-ingress.ts";

const ingress = useIngress();

const send = () =>
  sendWebhook(ingress.url(), `{"id":2}`, { "x-shopify-event-id": "same" });

// Times are told by their distance to the row's own creation.
const jobRows = `
  SELECT to_jsonb(job) - ARRAY['id', 'data', 'created_on', 'start_after', 'keep_until'] || jsonb_build_object(
    'starts', start_after - created_on, 'kept', keep_until - created_on) AS row
  FROM pgboss.job WHERE name = 'process-delivery' ORDER BY created_on`;

it("are, column by column, what pg-boss itself writes when a job is sent", async () => {
  await ingress.queue().enqueue(processDelivery, { deliveryId: "1" });
  const answer = await sendWebhook(ingress.url(), `{"id":1}`);
  expect(answer.status).toBe(200);
  const { rows } = await ingress.database.pool.query<{ row: object }>(jobRows);
  expect(rows).toHaveLength(2);
  expect(rows[1]).toEqual(rows[0]);
  expect(Object.keys(rows[0]!.row).length).toBeGreaterThan(20);
});

it("wake a worker that listens, and a repeat of what is stored wakes none", async () => {
  const client = await ingress.database.pool.connect();
  const heard: (string | undefined)[] = [];
  client.on("notification", ({ payload }) => heard.push(payload));
  const { rows } = await client.query<{ channel: string }>(
    "SELECT 'pgboss_' || left(encode(sha224('pgboss'::bytea), 'hex'), 24) AS channel",
  );
  await client.query(`LISTEN ${rows[0]!.channel}`);
  await send();
  await expect.poll(() => heard).toEqual(["process-delivery"]);
  await send();
  await client.query("UNLISTEN *");
  client.removeAllListeners("notification");
  client.release();
  expect(heard).toEqual(["process-delivery"]);
});
