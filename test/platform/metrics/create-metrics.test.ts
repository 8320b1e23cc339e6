import { describe, expect, it } from "vitest";
import { atMostEvery } from "#app/platform/metrics/at-most-every.ts";
import { createMetrics } from "#app/platform/metrics/create-metrics.server.ts";
import { readMetrics } from "#test/support/read-metrics.ts";

const render = async (metrics: ReturnType<typeof createMetrics>) =>
  readMetrics((await metrics.render()).text);

describe("metrics", () => {
  it("are each process's own: one counts nothing of another", async () => {
    const [one, another] = [createMetrics(), createMetrics()];
    one.publicationSettled("sent");
    const sent = { outcome: "sent" };
    const name = "tracking_publications_total";
    expect((await render(one)).value(name, sent)).toBe(1);
    expect((await render(another)).value(name, sent)).toBe(0);
  });

  it("have few codes of KeyDelivery, whatever it answers", async () => {
    const metrics = createMetrics();
    for (let code = 500; code < 600; code++)
      metrics.keydeliveryCalled("/tracking/create", String(code), 0.1);
    for (let code = 70_000; code < 70_100; code++)
      metrics.keydeliveryCalled("/tracking/create", String(code), 0.1);
    metrics.keydeliveryCalled("/tracking/create", "60201", 0.1);
    metrics.keydeliveryCalled(
      "/tracking/create",
      "KeyDeliveryTimeoutError",
      15,
    );
    const { samples } = await render(metrics);
    const counted = samples
      .filter(({ name }) => name.endsWith("call_duration_seconds_count"))
      .map(({ labels, value }) => [labels["code"], value]);
    expect(Object.fromEntries(counted)).toEqual({
      "5xx": 100,
      other: 100,
      60201: 1,
      timeout: 1,
    });
  });

  it("say that the database cannot be reached, and nothing of what it said before", async () => {
    const metrics = createMetrics();
    const answers = [
      Promise.resolve({
        queues: [],
        accounts: [{ owner: "operator", state: "active", count: 1 } as const],
      }),
      Promise.reject(new Error("no database")),
    ];
    metrics.watchDatabase(() => answers.shift() ?? Promise.reject(new Error()));
    const accounts = "tracking_keydelivery_accounts";
    const before = await render(metrics);
    expect(before.value("tracking_database_reachable")).toBe(1);
    expect(before.value(accounts)).toBe(1);
    const after = await render(metrics);
    expect(after.value("tracking_database_reachable")).toBe(0);
    expect(after.value(accounts)).toBeUndefined();
  });
});

describe("what is read at most every so often", () => {
  it("is read once for all who ask meanwhile, and again after that", async () => {
    let reads = 0;
    const read = atMostEvery(50, () => Promise.resolve(++reads));
    expect(await Promise.all([read(), read(), read()])).toEqual([1, 1, 1]);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(await read()).toBe(2);
  });
});
