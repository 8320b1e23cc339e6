import { pino } from "pino";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { IngressAnswer } from "#app/platform/metrics/ingress-metrics.server.ts";
import { openBehindProxy } from "#test/support/open-behind-proxy.ts";
import { useTestDatabase } from "#test/support/test-database.ts";
import { sendWebhook } from "./send-webhook.ts";
import { callbackTokens, serveIngress } from "./serve-ingress.ts";

type Line = { msg: string; rows?: number };

const database = useTestDatabase();
const lines: Line[] = [];
const arrivals: number[] = [];
const answered: IngressAnswer[] = [];
const requestNotes = new Map<string, Record<string, string>>();
const bodyBytes = 5_000;
let url = "";
let close: () => Promise<void>;

beforeAll(async () => {
  const parts = await openBehindProxy(database.url);
  const served = await serveIngress({
    ...parts,
    logger: pino(
      { level: "info" },
      { write: (line) => lines.push(JSON.parse(line) as Line) },
    ),
    rightOfWay: { noteArrivals: (rows) => arrivals.push(rows) },
    onAnswered: (answer) => answered.push(answer),
    onOversizedPush: () => Promise.reject(new Error("no queue")),
    requestNotes,
    bodyBytes,
  });
  url = served.url;
  close = async () => {
    await served.close();
    await parts.close();
  };
});
beforeEach(() => {
  for (const list of [lines, arrivals, answered]) list.length = 0;
  requestNotes.clear();
});
afterAll(() => close());

const ref = callbackTokens.refOf({
  fingerprint: "f",
  carrierId: "usps",
  number: "1",
});
const push = (body: string, headers: Record<string, string> = {}) =>
  fetch(`${url}/callbacks/keydelivery/${callbackTokens.tokenOf(ref)}`, {
    method: "POST",
    body,
    headers,
  });

describe("what is stored", () => {
  it("has the right of way before the work on what was stored", async () => {
    await sendWebhook(url, "{}");
    await push("{}");
    expect(arrivals).toEqual([1, 1]);
  });

  it("is told on with the key that it is stored under", async () => {
    await sendWebhook(url, "{}");
    await expect.poll(() => answered).toHaveLength(1);
    const row = await database.db.webhookDelivery.findFirstOrThrow();
    expect(answered[0]!.key).toEqual(Buffer.from(row.dedupeKey));
    expect(answered[0]!.seconds).toBeLessThan(5);
    await push("{}");
    await expect.poll(() => answered).toHaveLength(2);
    const pushed = await database.db.push.findFirstOrThrow();
    expect(answered[1]!.key).toEqual(Buffer.from(pushed.dedupeKey));
  });

  it("is answered in JSON that nobody keeps", async () => {
    const answer = await sendWebhook(url, "{}");
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "application/json",
      "content-length": "27",
      "cache-control": "no-store",
      connection: "keep-alive",
    });
    expect(await answer.json()).toEqual({ code: 200, message: "OK" });
  });
});

describe("the request's line in the log", () => {
  const noteOf = async (changes: Record<string, string>) => {
    requestNotes.set("one", {});
    await sendWebhook(url, "{}", { "x-request-id": "one", ...changes });
    return requestNotes.get("one");
  };

  it("says whose webhook it is, and which", async () => {
    expect(await noteOf({ "x-shopify-webhook-id": "b54-557f_1" })).toEqual({
      shop: "one.myshopify.com",
      topic: "fulfillments/create",
      webhookId: "b54-557f_1",
    });
  });

  it.each([
    "a b",
    "ada@example.com",
    "1",
    "fulfillments",
    "/create",
    "x fulfillments/create",
    "fulfillments/create x",
    "Fulfillments/create",
  ])("does not repeat %s, which is no topic", async (topic) => {
    expect(await noteOf({ "x-shopify-topic": topic })).not.toHaveProperty(
      "topic",
    );
  });

  it.each(["ada@example.com", "x y", "y.", ".y", "x".repeat(65)])(
    "does not repeat %s, which is no webhook's id",
    async (id) => {
      expect(await noteOf({ "x-shopify-webhook-id": id })).not.toHaveProperty(
        "webhookId",
      );
    },
  );

  it("repeats what has several parts, or is as long as an id may be", async () => {
    const note = {
      topic: "customers/data_request/a",
      webhookId: "x".repeat(64),
    };
    expect(
      await noteOf({
        "x-shopify-topic": note.topic,
        "x-shopify-webhook-id": note.webhookId,
      }),
    ).toMatchObject(note);
  });

  it("says which tracking a push is of, and nothing of a stranger", async () => {
    requestNotes.set("two", {});
    await push("nothing", { "x-request-id": "two" });
    expect(requestNotes.get("two")).toEqual({ ref });
    requestNotes.set("three", {});
    await sendWebhook(url, "{}", {
      "x-request-id": "three",
      "x-shopify-hmac-sha256": "no",
    });
    expect(requestNotes.get("three")).toEqual({});
  });
});

describe("what cannot be stored", () => {
  it("is logged once by its kind, and answered 503 with the time to wait", async () => {
    await database.pool.query(
      `ALTER TABLE webhook_delivery ADD CONSTRAINT never CHECK (topic = '') NOT VALID;
       ALTER TABLE push ADD CONSTRAINT never CHECK (ref = '') NOT VALID`,
    );
    const answers = [await sendWebhook(url, "{}"), await push("{}")];
    await database.pool.query(
      "ALTER TABLE webhook_delivery DROP CONSTRAINT never; ALTER TABLE push DROP CONSTRAINT never",
    );
    for (const answer of answers) {
      expect(answer.status).toBe(503);
      expect(answer.headers.get("retry-after")).toBe("10");
      expect(await answer.json()).toEqual({
        code: 503,
        message: "Try again later",
      });
    }
    expect(lines).toMatchObject([
      { msg: "storing deliveries", rows: 1 },
      { msg: "storing pushes", rows: 1 },
    ]);
  });

  it("for want of room is not logged: it is counted", async () => {
    const body = JSON.stringify({ pad: "x".repeat(bodyBytes) });
    expect((await sendWebhook(url, body)).status).toBe(503);
    expect((await push(body)).status).toBe(503);
    await expect
      .poll(() => answered.map(({ outcome }) => outcome))
      .toEqual(["overloaded", "overloaded"]);
    expect(lines).toEqual([]);
  });

  it("for a reason that nobody thought of is logged and answered 503", async () => {
    const answer = await push("x".repeat(8 * 1024 ** 2 + 1));
    expect(answer.status).toBe(503);
    expect(lines).toMatchObject([
      { msg: "ingress", err: { message: "no queue" } },
    ]);
  });
});
