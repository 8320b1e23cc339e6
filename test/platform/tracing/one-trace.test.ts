import { beforeAll, describe, expect, it, vi } from "vitest";
import { wakeAccounts } from "#app/use-cases/wake-accounts.server.ts";
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
const retriedNumber = "1Z999AA10123456793";
const person = {
  first_name: "Plantedfirst",
  last_name: "Plantedlast",
  address1: "12 Planted Street",
  city: "Plantedcity",
  zip: "PL4 NTD",
  phone: "+15550100199",
  country: "Canada",
};

const call = "keydelivery /tracking/create";

const named = (name: string) =>
  receiver.spans().filter((span) => span.name === name);
const only = (spans: ReceivedSpan[]): ReceivedSpan => {
  expect(spans).toHaveLength(1);
  return spans[0]!;
};
// Spans are sent every five seconds.
const patience = { timeout: 25_000, interval: 100 };
const sent = (name: string, times = 1) =>
  vi.waitFor(
    () => expect(named(name).length).toBeGreaterThanOrEqual(times),
    patience,
  );
const ship = (trackingNumber: string) =>
  sendWebhook(
    "fulfillments/create",
    fulfillment({
      tracking_numbers: [trackingNumber],
      email: "planted@example.com",
      destination: person,
    }),
  );

// One parcel that is registered and pushed, and one whose first call is cut off.
beforeAll(async () => {
  expect((await ship(number)).status).toBe(200);
  await sent("register", 1);
  const scans = [{ hours: 1, code: "0", context: "Planted scan" }];
  await running.keydelivery.pushNow(number, { scans });
  running.keydelivery.failNext(faults.cut, { endpoint: "create" });
  expect((await ship(retriedNumber)).status).toBe(200);
  await sent("register", 2);
  await sent("job process-push", 1);
});

/** The spans of the trace in which a number was registered. */
async function traceOf(trackingNumber: string) {
  const { id } = await database.db.tracking.findFirstOrThrow({
    where: { number: trackingNumber },
  });
  const [register] = named("register").filter(
    ({ attributes }) => attributes["tracking.id"] === id,
  );
  const spans = receiver
    .spans()
    .filter(({ traceId }) => traceId === register?.traceId);
  return {
    spans,
    one: (name: string) => only(spans.filter((it) => it.name === name)),
  };
}

describe("the trace of a webhook", () => {
  it("goes from the webhook over its job to the call at KeyDelivery", async () => {
    const { spans, one } = await traceOf(number);
    const webhook = one("webhook");
    const job = one("job process-delivery");
    const register = one("register");
    expect(webhook.parentSpanId).toBeUndefined();
    expect(job.parentSpanId).toBe(webhook.spanId);
    expect(register.parentSpanId).toBe(job.spanId);
    expect(one(call).parentSpanId).toBe(register.spanId);
    expect(spans).toHaveLength(4);
  });

  it("links its registration with the job that drained the account for it", async () => {
    const [link] = (await traceOf(number)).one("register").links;
    await sent("job drain-account");
    expect(named("job drain-account").map(({ spanId }) => spanId)).toContain(
      link?.spanId,
    );
  });

  it("tells topic, outcome and code, and how long each took", async () => {
    const { spans, one } = await traceOf(number);
    expect(one("webhook").attributes).toEqual({
      "tracking.topic": "fulfillments/create",
      "tracking.outcome": "stored",
    });
    expect(one(call).attributes).toEqual({ "keydelivery.code": "200" });
    for (const { startTimeUnixNano, endTimeUnixNano, name } of spans)
      expect(endTimeUnixNano, name).toBeGreaterThan(startTimeUnixNano);
    expect(one(call).startTimeUnixNano).toBeGreaterThanOrEqual(
      one("register").startTimeUnixNano,
    );
  });

  it("marks a call that failed by its error's name, without its message", async () => {
    const { spans } = await traceOf(retriedNumber);
    const failed = spans.find(({ name }) => name === call);
    expect(failed).toMatchObject({ status: { code: 2 }, events: [] });
    expect(failed?.status.message).toBeUndefined();
    expect(failed?.attributes).toEqual({
      "keydelivery.code": "KeyDeliveryConnectionError",
      "error.type": "KeyDeliveryConnectionError",
    });
  });

  it("goes on below the same job when the call is made again, and is then forgotten", async () => {
    const { accountId } = await database.db.tracking.findFirstOrThrow();
    const waiting = () =>
      database.db.tracking.count({ where: { NOT: { cause: null } } });
    await expect
      .poll(async () => {
        await wakeAccounts(running.app, [accountId]);
        return waiting();
      }, patience)
      .toBe(0);
    await sent("register", 3);
    const { spans, one } = await traceOf(retriedNumber);
    const job = one("job process-delivery");
    const attempts = spans.filter(({ name }) => name === "register");
    expect(attempts.map(({ parentSpanId }) => parentSpanId)).toEqual([
      job.spanId,
      job.spanId,
    ]);
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
      retriedNumber,
      shopDomain,
      apiSecret,
      ...Object.values(operator),
      "planted",
      ...Object.values(person),
      "http://",
      "callbacks",
      ...trackings.flatMap(({ ref, callbackKeyId, attemptUrl }) => [
        ref,
        running.app.callbackTokens.tokenOf(ref, callbackKeyId),
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
