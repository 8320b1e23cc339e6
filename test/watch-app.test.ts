import { beforeAll, describe, expect, it, vi } from "vitest";
import { jobDefinitions } from "#app/jobs/definitions.ts";
import { createMetrics } from "#app/platform/metrics/create-metrics.server.ts";
import { watchApp } from "#app/watch-app.server.ts";
import { shopDomain, useWatchedApp } from "./watch-app/use-watched-app.ts";
import { fulfillment } from "./worker/use-core.ts";

const watched = useWatchedApp();
const { running, sendWebhook, scrape, scrapeText } = watched;
const number = "1Z999AA10123456784";

const get = (path: string, init?: RequestInit) =>
  fetch(`${running.metricsUrl}${path}`, init);
const registered = () =>
  watched.database.db.tracking.findFirst({
    where: { number, registration: "registered" },
  });

// One parcel from its webhook to a push that changes its status.
beforeAll(async () => {
  const body = fulfillment({ tracking_numbers: [number] });
  expect((await sendWebhook("fulfillments/create", body)).status).toBe(200);
  const patience = { timeout: 20_000, interval: 50 };
  await vi.waitFor(
    async () => expect(await registered()).toBeTruthy(),
    patience,
  );
  const scans = [{ hours: 1, code: "0", context: "Departed" }];
  await running.keydelivery.pushNow(number, { scans });
  const applied = { where: { outcome: "applied" } };
  await vi.waitFor(
    async () => expect(await watched.database.db.push.count(applied)).toBe(1),
    patience,
  );
});

describe("after a webhook, its jobs and a push, a scrape", () => {
  it("has what came in by topic and outcome, whatever a header says", async () => {
    await sendWebhook("fulfillments/create", {}, "another secret");
    await sendWebhook("planted/topic", {});
    const { value } = await scrape();
    const ingress = (labels: Record<string, string>) =>
      value("tracking_ingress_total", labels);
    const topic = "fulfillments/create";
    expect(ingress({ topic, outcome: "stored" })).toBe(1);
    expect(ingress({ topic, outcome: "refused" })).toBe(1);
    expect(ingress({ topic: "other", outcome: "stored" })).toBe(1);
    expect(ingress({ kind: "push", outcome: "stored" })).toBe(1);
    expect(ingress({ kind: "webhook", outcome: "overloaded" })).toBe(0);
    expect(
      value("tracking_ingress_duration_seconds_count", { kind: "webhook" }),
    ).toBe(3);
  });

  it("has the jobs that were done, and the call and the registration that came of them", async () => {
    const { value } = await scrape();
    for (const queue of ["process-delivery", "drain-account", "process-push"])
      expect(
        value("tracking_job_duration_seconds_count", {
          queue,
          outcome: "completed",
        }),
        queue,
      ).toBeGreaterThan(0);
    const call = { call: "/tracking/create", code: "200" };
    const calls = "tracking_keydelivery_call_duration_seconds";
    expect(value(`${calls}_count`, call)).toBe(1);
    expect(value(`${calls}_sum`, call)).toBeGreaterThan(0);
    expect(
      value("tracking_registrations_total", {
        outcome: "registered",
        code: "200",
      }),
    ).toBe(1);
  });

  it("has every queue, the accounts by state, and both pools", async () => {
    const { value, samples } = await scrape();
    const queues = samples.filter(
      ({ name }) => name === "tracking_queue_oldest_due_seconds",
    );
    expect(queues).toHaveLength(jobDefinitions.length + 1);
    for (const { name } of jobDefinitions)
      expect(
        value("tracking_queue_jobs", { queue: name, state: "ready" }),
        name,
      ).toBeDefined();
    const accounts = (state: string) =>
      value("tracking_keydelivery_accounts", { owner: "operator", state });
    expect([accounts("active"), accounts("quota_exhausted")]).toEqual([1, 0]);
    expect(value("tracking_pool_max", { pool: "app" })).toBe(16);
    expect(value("tracking_pool_connections", { pool: "app" })).toBeGreaterThan(
      0,
    );
    // Whoever asks at this moment may wait for a connection.
    await expect
      .poll(async () =>
        (await scrape()).value("tracking_pool_waiting", { pool: "queue" }),
      )
      .toBe(0);
    expect(value("tracking_database_reachable")).toBe(1);
  });

  it("has the process: its role, its memory, the lag of its event loop", async () => {
    const { value } = await scrape();
    expect(value("tracking_process_info", { role: "all" })).toBe(1);
    expect(value("process_resident_memory_bytes")).toBeGreaterThan(0);
    expect(value("nodejs_eventloop_lag_p99_seconds")).toBeGreaterThan(0);
  });

  it("has pages by class and status, never by their path", async () => {
    await fetch(`${running.url}/app/plain`, {
      headers: { accept: "text/html" },
    });
    await fetch(`${running.url}/planted-path`);
    const requests = "tracking_http_request_duration_seconds_count";
    await expect
      .poll(async () =>
        (await scrape()).value(requests, { route: "admin", status: "200" }),
      )
      .toBe(1);
    await expect
      .poll(async () =>
        (await scrape()).value(requests, { route: "other", status: "404" }),
      )
      .toBe(1);
  });

  it("says nothing of a shop, a parcel, an account or a secret", async () => {
    const text = await scrapeText();
    const { ref } = await watched.database.db.tracking.findFirstOrThrow();
    const account =
      await watched.database.db.keyDeliveryAccount.findFirstOrThrow();
    for (const secret of [
      shopDomain,
      number,
      ref,
      account.id,
      "planted",
      "operator-key",
    ])
      expect(text).not.toContain(secret);
  });
});

describe("the metrics' listener", () => {
  it("answers in Prometheus' text format", async () => {
    const { status, headers } = await get("/metrics");
    expect(status).toBe(200);
    expect(headers.get("content-type")).toContain("text/plain; version=0.0.4");
  });

  it("answers for health too, and for nothing else", async () => {
    expect((await get("/healthz")).status).toBe(200);
    expect(await (await get("/readyz")).json()).toEqual({
      ready: true,
      notReady: [],
    });
    expect((await get("/app/plain")).status).toBe(404);
    expect((await get("/metrics", { method: "POST" })).status).toBe(405);
    expect((await fetch(`${running.url}/metrics`)).status).toBe(404);
  });

  it("is not there where METRICS_PORT is not set", async () => {
    const { app } = running;
    const env = { ...app.env, metricsPort: undefined };
    expect(await watchApp({ ...app, env })).toBeUndefined();
  });

  it("names METRICS_PORT where another has the port", async () => {
    const { app } = running;
    const metricsPort = Number(new URL(running.url).port);
    await expect(
      watchApp({
        ...app,
        metrics: createMetrics(),
        env: { ...app.env, metricsPort },
      }),
    ).rejects.toThrow(`cannot listen on METRICS_PORT ${metricsPort}`);
  });

  it("says that the process is not ready while its queue gives it no jobs, where the web goes on", async () => {
    const { queue } = running.app;
    const broken = vi.spyOn(queue, "isFetching").mockReturnValue(false);
    expect(await (await get("/readyz")).json()).toEqual({
      ready: false,
      notReady: ["queue"],
    });
    expect((await fetch(`${running.url}/readyz`)).status).toBe(200);
    broken.mockRestore();
    expect((await get("/readyz")).status).toBe(200);
  });

  it("says that the process is not ready once its queue stops", async () => {
    await running.app.queue.stop(1_000);
    const answer = await get("/readyz");
    expect(answer.status).toBe(503);
    expect(await answer.json()).toEqual({ ready: false, notReady: ["queue"] });
  });
});
