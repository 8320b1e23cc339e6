import { beforeAll, describe, expect, it, vi } from "vitest";
import * as faults from "#test/sandbox/keydelivery/faults.ts";
import {
  apiSecret,
  operator,
  shopDomain,
  useWatchedApp,
} from "#test/watch-app/use-watched-app.ts";
import { fulfillment } from "#test/worker/use-core.ts";
import { useOtlpReceiver, type ReceivedSpan } from "./use-otlp-receiver.ts";

const receiver = useOtlpReceiver();
const { database, running, sendWebhook } = useWatchedApp(() => ({
  OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint(),
}));
const number = "1Z999AA10123456784";
const refusedNumber = "1Z999AA10123456793";
const person = {
  first_name: "Plantedfirst",
  last_name: "Plantedlast",
  address1: "12 Planted Street",
  city: "Plantedcity",
  zip: "PL4 NTD",
  phone: "+15550100199",
  country: "Canada",
};

const named = (name: string) =>
  receiver.spans().filter((span) => span.name === name);
const only = (spans: ReceivedSpan[]): ReceivedSpan => {
  expect(spans).toHaveLength(1);
  return spans[0]!;
};
// Spans are sent every five seconds.
const patience = { timeout: 25_000, interval: 100 };
const sent = (name: string, times: number) =>
  vi.waitFor(() => expect(named(name)).toHaveLength(times), patience);
const ship = (trackingNumber: string) =>
  sendWebhook(
    "fulfillments/create",
    fulfillment({
      tracking_numbers: [trackingNumber],
      email: "planted@example.com",
      destination: person,
    }),
  );

// One parcel that is registered and pushed, and one that KeyDelivery refuses.
beforeAll(async () => {
  expect((await ship(number)).status).toBe(200);
  await sent("register", 1);
  const scans = [{ hours: 1, code: "0", context: "Planted scan" }];
  await running.keydelivery.pushNow(number, { scans });
  running.keydelivery.failNext(faults.bodyCode(105), { endpoint: "create" });
  expect((await ship(refusedNumber)).status).toBe(200);
  await sent("register", 2);
  await sent("job process-push", 1);
});

const traceOf = (code: string) => {
  const call = only(
    named("keydelivery /tracking/create").filter(
      ({ attributes }) => attributes["keydelivery.code"] === code,
    ),
  );
  const spans = receiver
    .spans()
    .filter(({ traceId }) => traceId === call.traceId);
  const one = (name: string) => only(spans.filter((it) => it.name === name));
  return { call, spans, one };
};

describe("the trace of a webhook", () => {
  it("goes from the webhook over its job to the call at KeyDelivery", () => {
    const { call, spans, one } = traceOf("200");
    const webhook = one("webhook");
    const job = one("job process-delivery");
    const register = one("register");
    expect(webhook.parentSpanId).toBeUndefined();
    expect(job.parentSpanId).toBe(webhook.spanId);
    expect(register.parentSpanId).toBe(job.spanId);
    expect(call.parentSpanId).toBe(register.spanId);
    expect(spans.map(({ name }) => name).sort()).toEqual([
      "job process-delivery",
      "keydelivery /tracking/create",
      "register",
      "webhook",
    ]);
  });

  it("links its registration with the job that drained the account for it", async () => {
    const [link] = traceOf("200").one("register").links;
    await expect
      .poll(
        () => named("job drain-account").map(({ spanId }) => spanId),
        patience,
      )
      .toContain(link?.spanId);
  });

  it("tells topic and outcome, and how long each took", () => {
    const { call, spans, one } = traceOf("200");
    expect(one("webhook").attributes).toEqual({
      "tracking.topic": "fulfillments/create",
      "tracking.outcome": "stored",
    });
    for (const { startTimeUnixNano, endTimeUnixNano, name } of spans)
      expect(endTimeUnixNano, name).toBeGreaterThan(startTimeUnixNano);
    const { startTimeUnixNano } = one("register");
    expect(call.startTimeUnixNano).toBeGreaterThanOrEqual(startTimeUnixNano);
  });

  it("marks a call that failed by its code and its error's name, without its message", () => {
    const { call } = traceOf("105");
    expect(call.status).toEqual({ code: 2 });
    expect(call.attributes).toEqual({
      "keydelivery.code": "105",
      "error.type": expect.stringMatching(/^KeyDelivery\w+Error$/),
    });
    expect(call.events).toEqual([]);
  });

  it("is forgotten by the tracking once it is registered, or has failed", async () => {
    const trackings = await database.db.tracking.findMany({
      select: { registration: true, cause: true },
      orderBy: { registration: "asc" },
    });
    expect(trackings.map(({ cause }) => cause)).toEqual(
      trackings.map(() => null),
    );
    expect(trackings.length).toBeGreaterThanOrEqual(2);
  });
});

it("a push and its job are one trace", () => {
  const push = only(named("push"));
  const job = only(named("job process-push"));
  expect(push.parentSpanId).toBeUndefined();
  expect(job).toMatchObject({
    traceId: push.traceId,
    parentSpanId: push.spanId,
  });
});

describe("what is sent", () => {
  it("has no attribute but words and random ids of our own", () => {
    const names = receiver
      .spans()
      .flatMap(({ attributes }) => Object.keys(attributes));
    expect([...new Set(names)].sort()).toEqual([
      "error.type",
      "keydelivery.code",
      "tracking.id",
      "tracking.job",
      "tracking.outcome",
      "tracking.topic",
    ]);
    for (const resource of receiver.resources())
      expect(resource).toEqual({
        "service.name": "shipment-tracking",
        "tracking.role": "all",
      });
  });

  it("holds no secret, no token, no number and nothing of a person or a shop", async () => {
    const trackings = await database.db.tracking.findMany();
    const secrets = [
      number,
      refusedNumber,
      shopDomain,
      apiSecret,
      ...Object.values(operator),
      "planted",
      ...Object.values(person),
      "http://",
      "callbacks",
      ...trackings.flatMap(({ ref, callbackToken, attemptUrl }) => [
        ref,
        callbackToken,
        ...(attemptUrl === null ? [] : [attemptUrl]),
      ]),
    ];
    expect(trackings.some(({ attemptUrl }) => attemptUrl !== null)).toBe(true);
    const all = receiver.bodies.join("\n").toLowerCase();
    expect(all).toContain("post /v1/traces");
    for (const secret of secrets)
      expect(all, secret).not.toContain(secret.toLowerCase());
  });
});
