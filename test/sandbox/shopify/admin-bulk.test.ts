import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it, vi } from "vitest";
import { useAdmin } from "./use-admin.ts";

const { running, ask, grant } = useAdmin();

const inner = `{ orders(query: "fulfillment_status:fulfilled") { edges { node {
  legacyResourceId fulfillments { name trackingInfo { number } }
} } } }`;

type Operation = {
  id: string;
  status: string;
  errorCode: string | null;
  objectCount: string;
  rootObjectCount: string;
  fileSize: string | null;
  url: string | null;
};
type Started = {
  bulkOperation: Operation | null;
  userErrors: { field: string[]; message: string; code?: string }[];
};

async function run(query = inner) {
  const { data } = await ask(
    `mutation Run($query: String!) {
      bulkOperationRunQuery(query: $query, groupObjects: false) {
        bulkOperation { id status }
        userErrors { field message code }
      }
    }`,
    { query },
  );
  return data?.bulkOperationRunQuery as Started;
}

async function get(id: string | undefined) {
  const { data } = await ask(
    `query Get($id: ID!) {
      bulkOperation(id: $id) { id status errorCode objectCount rootObjectCount fileSize url }
    }`,
    { id },
  );
  return data?.bulkOperation as Operation;
}

async function untilIs(status: string, id: string | undefined) {
  await vi.waitFor(async () => expect((await get(id)).status).toBe(status), {
    interval: 10,
  });
  return get(id);
}

async function cancel(id: string | undefined) {
  const { data } = await ask(
    `mutation Cancel($id: ID!) {
      bulkOperationCancel(id: $id) { bulkOperation { status } userErrors { field message } }
    }`,
    { id },
  );
  return data?.bulkOperationCancel as Started;
}

describe("a bulk query", () => {
  it("ends as a file with a line for each order", async () => {
    const { shopify, shop } = running;
    for (let count = 0; count < 300; count++)
      shopify.fulfill(shopify.createOrder(shop), {
        trackingNumbers: [`1Z${count}`],
        quietly: true,
      });
    shopify.createOrder(shop);
    const { bulkOperation, userErrors } = await run();
    expect(userErrors).toEqual([]);
    expect(bulkOperation?.status).toBe("CREATED");
    const done = await untilIs("COMPLETED", bulkOperation?.id);
    const text = await (await fetch(done.url ?? "")).text();
    const lines = text.trimEnd().split("\n");
    expect(lines).toHaveLength(300);
    expect(JSON.parse(lines[0] ?? "")).toEqual({
      legacyResourceId: shop.orders[0]?.id,
      fulfillments: [{ name: "#1001.1", trackingInfo: [{ number: "1Z0" }] }],
    });
    expect(done).toMatchObject({
      objectCount: "300",
      rootObjectCount: "300",
      fileSize: String(Buffer.byteLength(text)),
    });
  });

  it("has no file when nothing was found", async () => {
    const { bulkOperation } = await run();
    const done = await untilIs("COMPLETED", bulkOperation?.id);
    expect(done).toMatchObject({ url: null, objectCount: "0" });
  });

  it("runs for as long as it is told", async () => {
    running.shopify.setBulkDelay(400);
    const { bulkOperation } = await run();
    await untilIs("RUNNING", bulkOperation?.id);
    expect((await get(bulkOperation?.id)).url).toBeNull();
    await untilIs("COMPLETED", bulkOperation?.id);
  });

  it("fails when the token may not read orders", async () => {
    await grant("read_fulfillments");
    const { bulkOperation } = await run();
    const failed = await untilIs("FAILED", bulkOperation?.id);
    expect(failed.errorCode).toBe("ACCESS_DENIED");
  });

  it.each([
    ["does not parse", "{ orders {"],
    ["asks for a field that does not exist", "{ orders { nodes { shoe } } }"],
    ["has no connection", "{ shop { id } }"],
    ["has two roots", "{ shop { id } orders { nodes { id } } }"],
    [
      "is a mutation",
      'mutation { bulkOperationCancel(id: "1") { userErrors { field } } }',
    ],
  ])("is refused when it %s", async (_what, query) => {
    const { bulkOperation, userErrors } = await run(query);
    expect(bulkOperation).toBeNull();
    expect(userErrors).toMatchObject([{ field: ["query"], code: "INVALID" }]);
  });

  it("is refused while five are running", async () => {
    running.shopify.setBulkDelay(10_000);
    for (let count = 0; count < 5; count++)
      expect((await run()).userErrors).toEqual([]);
    const { userErrors } = await run();
    expect(userErrors[0]?.message).toContain(
      "A bulk query operation for this app and shop is already in progress",
    );
  });
});

describe("a bulk operation", () => {
  it("that is cancelled never completes", async () => {
    const { bulkOperation } = await run();
    expect((await cancel(bulkOperation?.id)).bulkOperation?.status).toBe(
      "CANCELING",
    );
    await sleep(80);
    expect((await get(bulkOperation?.id)).status).toBe("CANCELED");
  });

  it("cannot be cancelled when it is over", async () => {
    const { bulkOperation } = await run();
    await untilIs("COMPLETED", bulkOperation?.id);
    expect((await cancel(bulkOperation?.id)).userErrors).toHaveLength(1);
  });

  it("is listed by its status, the newest first", async () => {
    const first = await run();
    await untilIs("COMPLETED", first.bulkOperation?.id);
    running.shopify.setBulkDelay(10_000);
    const second = await run();
    const list = async (query: string) => {
      const { data } = await ask(
        `query List($query: String) { bulkOperations(first: 5, query: $query) { nodes { id } } }`,
        { query },
      );
      return (data?.bulkOperations as { nodes: { id: string }[] }).nodes.map(
        ({ id }) => id,
      );
    };
    const ids = [second.bulkOperation?.id, first.bulkOperation?.id];
    expect(await list("")).toEqual(ids);
    expect(await list("status:completed")).toEqual([ids[1]]);
    expect(await list("status:created operation_type:query")).toEqual([ids[0]]);
  });
});
