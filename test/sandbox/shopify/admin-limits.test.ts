import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { useAdmin } from "./use-admin.ts";

const { running, ask, call } = useAdmin();

const createEvent = `mutation CreateEvent($id: ID!) {
  fulfillmentEventCreate(fulfillmentEvent: { fulfillmentId: $id, status: DELIVERED }) {
    userErrors { field }
  }
}`;
const profile = "query Profile { shop { name } }";

function fulfilled() {
  const { shopify, shop } = running;
  const order = shopify.createOrder(shop);
  const fulfillment = shopify.fulfill(order, { quietly: true });
  return { id: `gid://shopify/Fulfillment/${fulfillment.id}`, fulfillment };
}

const limit = (maximumAvailable: number, restoreRate: number) =>
  running.shopify.setThrottle(running.shop, { maximumAvailable, restoreRate });

describe("the cost of a call", () => {
  it("is ten for a mutation, and at least two for a query", async () => {
    limit(100, 0.001);
    const { id } = fulfilled();
    const mutation = await ask(createEvent, { id });
    const query = await ask(profile);
    await running.shopify.webhooks.settled();
    expect([mutation, query].map(({ extensions }) => extensions?.cost)).toEqual(
      [
        {
          requestedQueryCost: 10,
          actualQueryCost: 10,
          throttleStatus: {
            maximumAvailable: 100,
            currentlyAvailable: 90,
            restoreRate: 0.001,
          },
        },
        {
          requestedQueryCost: 2,
          actualQueryCost: 2,
          throttleStatus: {
            maximumAvailable: 100,
            currentlyAvailable: 88,
            restoreRate: 0.001,
          },
        },
      ],
    );
  });

  it("grows with what a query finds", async () => {
    const { shopify, shop } = running;
    for (let count = 0; count < 100; count++) shopify.createOrder(shop);
    const { extensions } = await ask("{ orders(first: 100) { nodes { id } } }");
    expect(extensions?.cost.actualQueryCost).toBe(11);
  });
});

describe("a bucket that holds too little", () => {
  it("throttles the call, and nothing is done", async () => {
    limit(15, 0.001);
    const { id, fulfillment } = fulfilled();
    await ask(createEvent, { id });
    const answer = await call(createEvent, { id });
    await running.shopify.webhooks.settled();
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({
      errors: [{ message: "Throttled", extensions: { code: "THROTTLED" } }],
      extensions: {
        cost: {
          requestedQueryCost: 10,
          actualQueryCost: null,
          throttleStatus: { maximumAvailable: 15, currentlyAvailable: 5 },
        },
      },
    });
    expect(fulfillment.events).toHaveLength(1);
    expect(running.shopify.journal.throttled).toEqual([
      { shop: running.shop.domain, operation: "CreateEvent" },
    ]);
  });

  it("fills again with time", async () => {
    limit(10, 100);
    const { id } = fulfilled();
    await ask(createEvent, { id });
    expect((await ask(createEvent, { id })).errors).toHaveLength(1);
    await sleep(120);
    expect((await ask(createEvent, { id })).errors).toBeUndefined();
    await running.shopify.webhooks.settled();
  });
});

describe("an Admin API told to fail", () => {
  it("answers 500 as often as it was told, and does nothing", async () => {
    const { id, fulfillment } = fulfilled();
    running.shopify.failAdmin(2, "error500");
    const statuses = [];
    for (let count = 0; count < 3; count++)
      statuses.push((await call(createEvent, { id })).status);
    await running.shopify.webhooks.settled();
    expect(statuses).toEqual([500, 500, 200]);
    expect(fulfillment.events).toHaveLength(1);
  });

  it("refuses a good token once", async () => {
    running.shopify.failAdmin(1, "unauthorized");
    expect((await call(profile)).status).toBe(401);
    expect((await call(profile)).status).toBe(200);
  });

  it.each([
    ["cut" as const, 0],
    ["cut_after" as const, 1],
  ])("closes the socket on %s, with %i done", async (how, done) => {
    const { id } = fulfilled();
    running.shopify.failAdmin(1, how);
    await expect(call(createEvent, { id })).rejects.toThrow();
    await running.shopify.webhooks.settled();
    expect(running.shopify.journal.events).toHaveLength(done);
  });

  it("fails the named operation only", async () => {
    running.shopify.failAdmin(1, "error500", "CreateEvent");
    expect((await call(profile)).status).toBe(200);
    expect((await call(createEvent, { id: fulfilled().id })).status).toBe(500);
  });
});
