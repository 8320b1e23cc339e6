import { expect, it } from "vitest";
import { processPushes } from "#app/worker/process-pushes.ts";
import { sign, sendWebhook } from "#test/ingress/send-webhook.ts";
import { useIngress } from "#test/ingress/use-ingress.ts";
import { fulfillment, useCore } from "#test/worker/use-core.ts";

const ingress = useIngress();
const { core, deliver, drain, push, tracking, database } = useCore();

const levels = 100_000;
const deep = `{"a":${"[".repeat(levels)}${"]".repeat(levels)}}`;
const polluting = {
  ...fulfillment({ tracking_numbers: ["P1"] }),
  ...(JSON.parse(
    '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
  ) as object),
};

it("a webhook of 100,000 levels is stored or refused, not a crash", async () => {
  const answer = await sendWebhook(ingress.url(), deep, {
    "x-shopify-hmac-sha256": sign(deep),
  });
  expect([200, 400]).toContain(answer.status);
});

it("carried out, it is unreadable and done with", async () => {
  const delivery = await deliver("fulfillments/create", deep);
  expect(delivery).toMatchObject({ outcome: "unreadable" });
  expect(delivery?.processedAt).not.toBeNull();
});

it("a push of 100,000 levels is done with, and tells nothing of the parcel", async () => {
  await deliver(
    "fulfillments/create",
    fulfillment({ tracking_numbers: ["D1"] }),
  );
  await drain();
  const before = await tracking("D1");
  const { id } = await database.db.push.create({
    data: {
      ref: before.ref,
      dedupeKey: Buffer.alloc(32, 1),
      body: Buffer.from(deep),
    },
  });
  await processPushes(core.app, [{ pushId: String(id) }]);
  const done = await database.db.push.findUniqueOrThrow({ where: { id } });
  expect(done.processedAt).not.toBeNull();
  const { status, statusCode, lastEventTime } = before;
  expect(await tracking("D1")).toMatchObject({
    ...{ status, statusCode, lastEventTime },
  });
});

it("names that belong to every object change none, in webhooks and pushes", async () => {
  await deliver("fulfillments/create", polluting);
  await drain();
  const { ref } = await tracking("P1");
  await push(ref, {
    ...polluting,
    state: "x",
    data: [JSON.parse('{"__proto__":{"polluted":1}}')],
  });
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});
