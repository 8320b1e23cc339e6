import { describe, expect, it } from "vitest";
import { fulfillmentPayload as parse } from "#app/features/fulfillments/fulfillment-payload.ts";
import { redactCustomer } from "#app/features/privacy/redact-customer.server.ts";
import { recordAndTrack } from "#app/use-cases/record-and-track.server.ts";
import { reconcileShop } from "#app/worker/reconcile-shop.ts";
import { domain, later, otherDomain, type fulfillment } from "./use-core.ts";
import { minute, scan, shipped, useDeletion } from "./use-deletion.ts";

const { core, database, deliver, drain, push, tracking, ship, ...more } =
  useDeletion();
const { shipments, time, enqueued, shipUnnoticed, request, ...rest } = more;
const { runJobs, runRedactions, numbers, dump } = rest;

describe("after a deletion", () => {
  const forget = async (body: ReturnType<typeof fulfillment>) => {
    await deliver("fulfillments/create", body);
    await request();
    await runJobs();
    enqueued.length = 0;
  };

  it("a webhook about a deleted fulfillment changes nothing, and its text is not kept", async () => {
    const body = shipped("1ZGONE");
    await forget(body);
    const delivery = await deliver(
      "fulfillments/update",
      later(body, { tracking_numbers: ["1ZGONE", "1ZNEXT"] }),
    );
    expect(delivery).toMatchObject({ outcome: "deleted" });
    expect(Buffer.from(delivery!.body).toString()).toBe("{}");
    expect(await numbers()).toEqual([]);
    await drain();
    expect(core.keydelivery.journal.accepted()).toEqual([]);
  });

  it("a push about a deleted parcel is answered and forgotten", async () => {
    const body = shipped("1ZPUSH");
    await deliver("fulfillments/create", body);
    await drain();
    const { ref } = await tracking("1ZPUSH");
    await request();
    await runJobs();
    expect(
      await push(ref, { ...scan, tracking_number: "1ZPUSH" }),
    ).toMatchObject({ outcome: "unknown_ref" });
    expect(await dump()).not.toContain("1ZPUSH");
  });

  it("what is shipped from then on is tracked", async () => {
    await forget(shipped("1ZBEFORE"));
    time.offsetMs = minute;
    await deliver(
      "fulfillments/create",
      shipped("1ZAFTER", new Date(Date.now() + minute)),
    );
    await drain();
    expect(await numbers()).toEqual(["1ZAFTER"]);
    expect(core.keydelivery.journal.accepted()).toMatchObject([
      { number: "1ZAFTER" },
    ]);
  });

  it("the look at what webhooks missed brings nothing back", async () => {
    shipUnnoticed({
      number: "1ZMISSED",
      createdAt: new Date(Date.now() - minute),
    });
    await request();
    await runJobs();
    await reconcileShop(
      core.app,
      { shopId: core.shopId },
      new AbortController().signal,
    );
    expect(await numbers()).toEqual([]);
  });

  it("an import brings parcels back, and webhooks speak to those again", async () => {
    const body = shipped("1ZBACK");
    await forget(body);
    await database.db.$transaction((tx) =>
      recordAndTrack(core.app, tx, {
        shopId: core.shopId,
        snapshot: parse.parse(body),
        origin: "backfill",
      }),
    );
    await deliver(
      "fulfillments/update",
      later(body, { tracking_numbers: ["1ZBETTER"] }),
    );
    expect(
      (await shipments()).map(({ number, endReason }) => [number, endReason]),
    ).toEqual([
      ["1ZBACK", "number_removed"],
      ["1ZBETTER", null],
    ]);
  });

  it("an order that a customer had erased stays erased, even for an import", async () => {
    const body = await ship("1ZERASED");
    await database.db.$transaction((tx) =>
      redactCustomer(tx, {
        shopId: core.shopId,
        orderGids: [`gid://shopify/Order/${body.order_id}`],
        now: new Date(),
      }),
    );
    await request();
    await runJobs();
    expect(await shipments()).toEqual([]);
    const { outcome } = await database.db.$transaction((tx) =>
      recordAndTrack(core.app, tx, {
        shopId: core.shopId,
        snapshot: parse.parse(body),
        origin: "backfill",
      }),
    );
    expect(outcome).toBe("redacted");
    expect(await dump()).not.toContain(body.name);
  });
});

describe("a parcel whose number an ended one has too", () => {
  const both = async () => {
    const ended = shipped("1ZTWICE");
    await deliver("fulfillments/create", ended, otherDomain);
    await deliver(
      "fulfillments/update",
      later(ended, { status: "cancelled" }),
      otherDomain,
    );
    const body = shipped("1ZTWICE");
    await deliver("fulfillments/create", body);
    expect(await tracking("1ZTWICE")).toMatchObject({
      registration: "waiting",
    });
    return body;
  };

  it.each([
    [
      "redacted",
      async ({ order_id }: ReturnType<typeof fulfillment>) => {
        await deliver("customers/redact", {
          shop_domain: domain,
          customer: { id: 1 },
          orders_to_redact: [order_id],
        });
        await runRedactions();
      },
    ],
    [
      "deleted",
      async () => {
        time.offsetMs = minute;
        await request();
        await runJobs();
      },
    ],
  ])("is not registered any more once it is %s", async (_how, forget) => {
    await forget(await both());
    expect(await tracking("1ZTWICE")).toMatchObject({
      registration: "dormant",
    });
    await drain();
    expect(core.keydelivery.journal.createCalls()).toBe(0);
  });
});
