import { describe, expect, it } from "vitest";
import { useAdmin } from "./use-admin.ts";

const { running, topics, ask, grant } = useAdmin();

const createEvent = `mutation CreateEvent($event: FulfillmentEventInput!) {
  fulfillmentEventCreate(fulfillmentEvent: $event) {
    fulfillmentEvent { status happenedAt message }
    userErrors { field message }
  }
}`;

function fulfilled() {
  const { shopify, shop } = running;
  const at = new Date("2026-01-01T00:00:00Z");
  const order = shopify.createOrder(shop);
  const fulfillment = shopify.fulfill(order, { at, quietly: true });
  return {
    order,
    fulfillment,
    id: `gid://shopify/Fulfillment/${fulfillment.id}`,
  };
}

describe("fulfillmentEventCreate", () => {
  it("adds the event in whole seconds, raises the times and echoes", async () => {
    const { order, fulfillment, id } = fulfilled();
    const before = Math.floor(Date.now() / 1_000) * 1_000;
    const { data } = await ask(createEvent, {
      event: {
        fulfillmentId: id,
        status: "IN_TRANSIT",
        happenedAt: "2026-01-02T03:04:05.678Z",
        message: "left Toronto",
      },
    });
    const told = {
      status: "IN_TRANSIT",
      happenedAt: "2026-01-02T03:04:05Z",
      message: "left Toronto",
    };
    expect(data?.fulfillmentEventCreate).toEqual({
      fulfillmentEvent: told,
      userErrors: [],
    });
    expect(running.shopify.journal.events).toEqual([
      { shop: running.shop.domain, fulfillment: id, ...told },
    ]);
    expect(fulfillment.updatedAt.getTime()).toBeGreaterThanOrEqual(before);
    expect(order.updatedAt.getTime()).toBeGreaterThanOrEqual(before);
    await running.shopify.webhooks.settled();
    expect(topics).toEqual(["fulfillments/update"]);
  });

  it("adds another event when it is repeated", async () => {
    const { fulfillment, id } = fulfilled();
    const event = { fulfillmentId: id, status: "DELIVERED" };
    await ask(createEvent, { event });
    await ask(createEvent, { event });
    await running.shopify.webhooks.settled();
    expect(fulfillment.events).toHaveLength(2);
    expect(running.shopify.journal.events).toHaveLength(2);
  });

  it("says so when the fulfillment does not exist", async () => {
    const { data } = await ask(createEvent, {
      event: {
        fulfillmentId: "gid://shopify/Fulfillment/1",
        status: "DELIVERED",
      },
    });
    expect(data?.fulfillmentEventCreate).toEqual({
      fulfillmentEvent: null,
      userErrors: [
        {
          field: ["fulfillmentEvent", "fulfillmentId"],
          message: "Fulfillment does not exist.",
        },
      ],
    });
    expect(running.shopify.journal.events).toEqual([]);
  });

  it("is denied without write_fulfillments, and does nothing", async () => {
    await grant("read_orders", "read_fulfillments");
    const { fulfillment, id } = fulfilled();
    const { data, errors } = await ask(createEvent, {
      event: { fulfillmentId: id, status: "DELIVERED" },
    });
    expect(errors?.[0]?.extensions?.code).toBe("ACCESS_DENIED");
    expect(data).toEqual({ fulfillmentEventCreate: null });
    expect(fulfillment.events).toEqual([]);
  });

  it("refuses a time that is none", async () => {
    const { id } = fulfilled();
    const event = {
      fulfillmentId: id,
      status: "DELIVERED",
      happenedAt: "soon",
    };
    const { errors } = await ask(createEvent, { event });
    expect(errors?.[0]?.message).toContain("invalid DateTime");
  });
});

describe("an integrated carrier's event", () => {
  it("sends the webhook, but is not in the journal", async () => {
    const { fulfillment } = fulfilled();
    running.shopify.addEvent(fulfillment, "OUT_FOR_DELIVERY");
    await running.shopify.webhooks.settled();
    expect(topics).toEqual(["fulfillments/update"]);
    expect(running.shopify.journal.events).toEqual([]);
  });

  it("decides what is shown only when it happened last", async () => {
    const { shopify } = running;
    const { fulfillment, id } = fulfilled();
    const happenedAt = (hour: number) => new Date(Date.UTC(2026, 0, 2, hour));
    shopify.addEvent(fulfillment, "DELIVERED", { happenedAt: happenedAt(9) });
    shopify.addEvent(fulfillment, "IN_TRANSIT", { happenedAt: happenedAt(3) });
    const { data } = await ask(
      `query Shown($id: ID!) {
        fulfillment(id: $id) {
          displayStatus deliveredAt
          events(first: 5, reverse: true, sortKey: HAPPENED_AT) { nodes { status } }
        }
      }`,
      { id },
    );
    expect(data?.fulfillment).toEqual({
      displayStatus: "DELIVERED",
      deliveredAt: "2026-01-02T09:00:00Z",
      events: { nodes: [{ status: "DELIVERED" }, { status: "IN_TRANSIT" }] },
    });
    await shopify.webhooks.settled();
  });
});

describe("flowTriggerReceive", () => {
  const trigger = `mutation Trigger($handle: String, $payload: JSON) {
    flowTriggerReceive(handle: $handle, payload: $payload) { userErrors { field } }
  }`;

  const handle = "shipment-status-changed";
  const payload = {
    order_id: 1,
    "Tracking number": "1Z",
    Carrier: "UPS",
    "Old status": "pending",
    "New status": "in_transit",
    "Transition ID": "t",
  };

  it.each([
    ["an object", payload],
    ["an object as text", JSON.stringify(payload)],
  ])("takes %s", async (_what, given) => {
    const { data } = await ask(trigger, { handle, payload: given });
    expect(data?.flowTriggerReceive).toEqual({ userErrors: [] });
    expect(running.shopify.journal.flowTriggers).toEqual([
      { shop: running.shop.domain, handle, payload },
    ]);
  });

  it("refuses a trigger that no extension declares", async () => {
    const { data } = await ask(trigger, { handle: "delayed", payload });
    expect(data?.flowTriggerReceive).toEqual({
      userErrors: [{ field: ["handle"] }],
    });
  });

  it.each([["text"], [[1]], [null], [{ order_id: 1 }]])(
    "refuses %j",
    async (given) => {
      const { data } = await ask(trigger, { handle, payload: given });
      expect(data?.flowTriggerReceive).toEqual({
        userErrors: [{ field: ["payload"] }],
      });
      expect(running.shopify.journal.flowTriggers).toEqual([]);
    },
  );
});
