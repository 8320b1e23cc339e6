import { beforeEach, describe, expect, it } from "vitest";
import { testConnection } from "#app/use-cases/test-connection.server.ts";
import {
  domain,
  fulfillment,
  otherDomain,
  useCore,
} from "#test/worker/use-core.ts";

const { core, deliver, detect, sent, time, shipments } = useCore({
  shopify: true,
});

beforeEach(() => {
  core.app.env.shopQuota = 2;
});

const ship = (number: string, shop: string, company: string) =>
  deliver(
    "fulfillments/create",
    fulfillment({ tracking_numbers: [number], tracking_company: company }),
    shop,
  );
const redact = () =>
  deliver("shop/redact", { shop_id: 1, shop_domain: domain });
const install = () => core.app.shopify.install(domain, "");

describe("what is asked of KeyDelivery on the operator's account", () => {
  const detections = () =>
    sent.filter(({ path }) => path.endsWith("/detect")).length;
  const detectAll = async () => {
    for (const { id } of await shipments()) await detect(id);
  };

  it("is for no more numbers than a shop may register, when their carriers are unknown", async () => {
    for (const number of ["K1", "K2", "K3"]) await ship(number, domain, "Van");
    await ship("K4", domain, "DHL");
    await detectAll();
    expect(detections()).toBe(2);
    const after = await shipments();
    expect(after.map(({ hold }) => hold)).toEqual([
      "needs_carrier",
      "needs_carrier",
      "detecting",
      "none",
    ]);
    expect(after[3]).toMatchObject({ carrierSource: "assumed" });
  });

  it("is left to a person after an hour, and is no other shop's loss", async () => {
    for (const number of ["L1", "L2", "L3"]) await ship(number, domain, "Van");
    await detectAll();
    await ship("L4", otherDomain, "Van");
    await detect((await shipments())[3]!.id);
    expect(detections()).toBe(3);
    time.offsetMs = 61 * 60_000;
    await detect((await shipments())[2]!.id);
    expect((await shipments())[2]).toMatchObject({ hold: "needs_carrier" });
    expect(detections()).toBe(3);
  });

  it("does not begin anew for a shop that was forgotten and came back", async () => {
    for (const number of ["M1", "M2"]) await ship(number, domain, "Van");
    await detectAll();
    await redact();
    await install();
    await ship("M3", domain, "Van");
    await detectAll();
    expect(detections()).toBe(2);
  });
});

it("a merchant cannot try out keys that were found: ten tests, then one in three minutes", async () => {
  const asked = { apiKey: "found-key", apiSecret: "guessed-secret" };
  const test = () =>
    testConnection(core.app, { shopId: core.shopId, ...asked });
  for (let count = 0; count < 10; count++) await test();
  expect(await test()).toEqual({ outcome: "tested", check: "too_many" });
  expect(sent).toHaveLength(10);
  time.offsetMs = 3 * 60_000;
  expect(await test()).toMatchObject({ outcome: "invalid" });
});
