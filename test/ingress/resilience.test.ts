import { afterEach, describe, expect, it } from "vitest";
import { sendWebhook } from "./send-webhook.ts";
import { useIngress } from "./use-ingress.ts";

const ingress = useIngress();
const bodyOf = (id: number) => JSON.stringify({ id, pad: "x".repeat(2_000) });
const send = (id: number, topic = "fulfillments/create") =>
  sendWebhook(ingress.url(), bodyOf(id), { "x-shopify-topic": topic });

async function timed(answer: Promise<Response>) {
  const startedAt = performance.now();
  const { status, headers } = await answer;
  return {
    status,
    retryAfter: headers.get("retry-after"),
    ms: performance.now() - startedAt,
  };
}

describe("a burst over 40 connections", () => {
  it("stores every acknowledged webhook with one job each", async () => {
    let next = 0;
    const statuses: number[] = [];
    const sender = async () => {
      while (next < 1_000) {
        next += 1;
        statuses.push((await send(next)).status);
      }
    };
    await Promise.all(Array.from({ length: 40 }, sender));
    const rows = await ingress.deliveries();
    const jobs = await ingress.deliveryJobs();
    expect(statuses.filter((status) => status === 200)).toHaveLength(1_000);
    expect(rows).toHaveLength(1_000);
    expect(jobs.map((job) => job.deliveryId).toSorted()).toEqual(
      rows.map((row) => String(row.id)).toSorted(),
    );
  });
});

describe("a row that only the database refuses", () => {
  afterEach(async () => {
    await ingress.database.pool.query(
      "ALTER TABLE webhook_delivery DROP CONSTRAINT no_poison",
    );
  });

  it("fails alone, and its neighbours in the batch are stored", async () => {
    await ingress.database.pool.query(
      "ALTER TABLE webhook_delivery ADD CONSTRAINT no_poison CHECK (topic <> 'poison')",
    );
    const statuses = await Promise.all(
      Array.from({ length: 40 }, async (_, id) => {
        const { status } = await send(id, id === 20 ? "poison" : undefined);
        return status;
      }),
    );
    expect(statuses[20]).toBe(503);
    expect(statuses.toSpliced(20, 1)).toEqual(Array(39).fill(200));
    expect(await ingress.deliveries()).toHaveLength(39);
    expect(await ingress.deliveryJobs()).toHaveLength(39);
  });
});

describe("a database that cannot be used", () => {
  afterEach(() => ingress.proxy().setMode("pass"));

  it.each(["refuse", "hang"] as const)(
    "gives 503 with Retry-After within 4 s in the mode %s, and 200 once it is back",
    async (mode) => {
      expect((await send(1)).status).toBe(200);
      ingress.proxy().setMode(mode);
      const first = Array.from({ length: 20 }, (_, id) => timed(send(id + 10)));
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      const second = Array.from({ length: 5 }, (_, id) => timed(send(id + 50)));
      for (const answer of await Promise.all([...first, ...second])) {
        expect(answer.status).toBe(503);
        expect(answer.retryAfter).toBe("10");
        expect(answer.ms).toBeLessThan(4_000);
      }
      ingress.proxy().setMode("pass");
      await expect
        .poll(() => send(2).then(({ status }) => status), { timeout: 5_000 })
        .toBe(200);
      const rows = await ingress.deliveries();
      expect(await ingress.deliveryJobs()).toHaveLength(rows.length);
    },
  );

  it("gives 503 within 4 s while a lock holds the table, and 200 afterwards", async () => {
    const client = await ingress.database.pool.connect();
    await client.query("BEGIN; LOCK TABLE webhook_delivery IN EXCLUSIVE MODE");
    const answers = await Promise.all([timed(send(1)), timed(send(2))]);
    await client.query("ROLLBACK");
    client.release();
    for (const { status, ms } of answers) {
      expect(status).toBe(503);
      expect(ms).toBeLessThan(4_000);
    }
    expect((await send(3)).status).toBe(200);
  });

  it("stores a retry of an unanswered webhook once, when the connection broke under the first", async () => {
    const retry = () =>
      sendWebhook(ingress.url(), bodyOf(7), { "x-shopify-event-id": "e7" });
    const answers = Array.from({ length: 10 }, retry);
    ingress.proxy().setMode("refuse");
    await Promise.all(answers);
    ingress.proxy().setMode("pass");
    await expect.poll(() => retry().then(({ status }) => status)).toBe(200);
    expect(await ingress.deliveries()).toHaveLength(1);
    expect(await ingress.deliveryJobs()).toHaveLength(1);
  });
});
