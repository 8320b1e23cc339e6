import { beforeEach, describe, expect, it } from "vitest";
import { action, loader } from "#app/routes/api.orders.$id.tsx";
import { mintSessionToken } from "#test/sandbox/shopify/session-token.ts";
import { expectParcels, shipParcels } from "./ship-parcels.ts";
import { domain, otherDomain, useSettings } from "./use-settings.ts";

const { database, context, running } = useSettings();

const bodyOf = async (response: Response) => ({
  status: response.status,
  body: (await response.json()) as {
    error?: string;
    parcels?: Record<string, unknown>[];
  },
});
const request = (
  shop: string,
  init: RequestInit = {},
  token = running.shopify.sessionToken(shop),
) =>
  new Request("https://app.example.com/api/orders/1", {
    ...init,
    headers: { authorization: `Bearer ${token}`, ...init.headers },
  });
const read = async (id: string, shop = domain) =>
  bodyOf(
    await loader({
      request: request(shop),
      context: context(),
      params: { id },
    }),
  );
const post = async (id: string, body: unknown, shop = domain) =>
  bodyOf(
    await action({
      request: request(shop, { method: "POST", body: JSON.stringify(body) }),
      context: context(),
      params: { id },
    }),
  );

beforeEach(async () => {
  const { db } = database;
  for (const name of [domain, otherDomain])
    await db.shop.create({ data: { domain: name, installedAt: new Date() } });
  await shipParcels(db, domain, [
    { number: "1ZAAA", order: "1001" },
    { number: "1ZBBB", order: "1001", status: "delivered" },
    { number: "1ZCCC", order: "1002" },
  ]);
  await shipParcels(db, otherDomain, [{ number: "1ZOTHER", order: "9001" }]);
});

describe("the block on an order's page", () => {
  it("gets the days on which a parcel should arrive, by the shop's own parcels", async () => {
    const expected = async () =>
      (await read("1001")).body.parcels?.map((parcel) => parcel.expected);
    await expectParcels(database.db, otherDomain);
    expect(await expected()).toEqual([null, null]);
    await expectParcels(database.db, domain);
    const day = expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as string;
    expect(await expected()).toEqual([
      { from: day, to: day, parcels: 30 },
      null,
    ]);
  });

  it.each(["1001", "gid://shopify/Order/1001"])(
    "gets the parcels of the order %s, each with its newest scan",
    async (id) => {
      await database.db.tracking.updateMany({
        data: { lastEventTime: "2026-11-22 10:11:12" },
      });
      const { status, body } = await read(id);
      expect(status).toBe(200);
      expect(body.parcels).toMatchObject([
        {
          number: "1ZAAA",
          carrier: "UPS",
          state: "in_transit",
          isMoving: true,
          lastEvent: {
            time: "2026-11-22 10:11:12",
            text: "SIGNED BY JANE DOE",
            place: "Leipzig",
          },
          canRetry: false,
          canChooseCarrier: true,
        },
        { number: "1ZBBB", state: "delivered", isMoving: false },
      ]);
    },
  );

  it.each(["9001", "404", "abc", "1001'--", ""])(
    "gets nothing of another shop's order, or of one that nobody knows: %s",
    async (id) => {
      const { body } = await read(id);
      expect(body.parcels ?? []).toEqual([]);
    },
  );

  it("mends a carrier in place, and says who did", async () => {
    const [parcel] = await database.db.shipment.findMany({
      where: { number: "1ZAAA" },
    });
    const { status, body } = await post("1001", {
      intent: "choose_carrier",
      shipmentId: parcel!.id,
      carrierId: "gls",
    });
    expect(status).toBe(200);
    expect(body.parcels?.[0]).toMatchObject({ carrier: "GLS" });
    expect(await database.db.auditEntry.findMany()).toMatchObject([
      { actor: "staff:4200", shipmentId: parcel!.id },
    ]);
  });

  it("changes nothing of another shop", async () => {
    const [parcel] = await database.db.shipment.findMany({
      where: { number: "1ZOTHER" },
    });
    const { status } = await post("9001", {
      intent: "retry",
      shipmentId: parcel!.id,
    });
    expect(status).toBe(404);
    expect(await database.db.auditEntry.count()).toBe(0);
  });

  it.each([
    undefined,
    {},
    { intent: "retry", shipmentId: "1" },
    { intent: "choose_carrier", shipmentId: crypto.randomUUID() },
    { intent: "delete", shipmentId: crypto.randomUUID() },
  ])("is told that it asked wrongly: %j", async (body) => {
    expect(await post("1001", body)).toMatchObject({
      status: 400,
      body: { error: "invalid" },
    });
  });

  it("is refused without a good token, in words that it can read", async () => {
    const token = mintSessionToken({
      apiKey: "simulated-key",
      apiSecret: "simulated-secret",
      shop: domain,
      claims: { iss: "", dest: domain, sub: "gid://shopify/Customer/1" },
    });
    const answer = await loader({
      request: request(domain, {}, token),
      context: context(),
      params: { id: "1001" },
    });
    expect(answer.status).toBe(401);
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
  });

  it("may ask before it sends a token", async () => {
    const answer = await loader({
      request: new Request("https://app.example.com/api/orders/1", {
        method: "OPTIONS",
      }),
      context: context(),
      params: { id: "1001" },
    });
    expect(answer.status).toBe(204);
    expect(answer.headers.get("access-control-allow-headers")).toContain(
      "Authorization",
    );
  });
});
