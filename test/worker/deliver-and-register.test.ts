import { describe, expect, it } from "vitest";
import {
  chooseShipmentCarrier,
  retryShipment,
} from "#app/use-cases/shipment-actions.server.ts";
import { processDelivery } from "#app/worker/process-delivery.ts";
import { requeueWaitingForInstall } from "#app/worker/requeue-stored.ts";
import { fulfillment, later, otherDomain, useCore } from "./use-core.ts";

const { database, enqueued, sent, core, deliver, drain, shipments, tracking } =
  useCore();
const create = "fulfillments/create";
const update = "fulfillments/update";
const actor = "staff:1";
const acceptedNumbers = () =>
  core.keydelivery.journal
    .accepted()
    .map(({ number, count }) => `${number} ${count}`)
    .sort();

describe("the create call of a shipped order", () => {
  it("is signed, and says where the parcel goes and where its pushes come to", async () => {
    await deliver(create, fulfillment({ tracking_numbers: [" 1z 999 "] }));
    await drain();
    // The simulator refuses a call that is not signed with the account's secret.
    expect(acceptedNumbers()).toEqual(["1Z999 1"]);
    const [{ path, headers, fields }] = sent as [(typeof sent)[0]];
    expect(path).toBe("/api/v1/tracking/create");
    expect(headers.get("signature")).toMatch(/^[0-9A-F]{32}$/);
    expect(fields).toMatchObject({
      carrier_id: "ups",
      tracking_number: "1Z999",
      ship_to: "Toronto, Ontario, Canada",
    });
    const url = new URL(String(fields.webhook_url));
    expect(url.origin).toBe(core.app.env.callbackUrl);
    const token = url.pathname.replace("/callbacks/keydelivery/", "");
    const { ref } = await tracking("1Z999");
    expect(core.app.callbackTokens.verify(token)).toBe(ref);
  });

  it.each([
    [{ city: "Toronto", country: "Canada" }, "Toronto, Canada"],
    [{ city: "Toronto" }, "Toronto"],
    [{ country: "Canada" }, undefined],
    [null, undefined],
  ])("says no more of %j than %s", async (destination, shipTo) => {
    await deliver(create, fulfillment({ destination }));
    await drain();
    expect(sent[0]?.fields.ship_to).toBe(shipTo);
    expect(acceptedNumbers()).toHaveLength(1);
  });

  it("is not made again for the same delivery, the same content, or an update of anything else", async () => {
    const body = fulfillment({ tracking_numbers: ["ONCE"] });
    const delivery = await deliver(create, body);
    await drain();
    enqueued.length = 0;
    await processDelivery(core.app, { deliveryId: String(delivery?.id) });
    await deliver(update, body);
    await deliver(update, later(body, { shipment_status: "in_transit" }));
    await drain();
    expect(enqueued).toEqual([]);
    expect(sent).toHaveLength(1);
    expect(acceptedNumbers()).toEqual(["ONCE 1"]);
    expect(
      (await database.db.fulfillment.findFirstOrThrow()).shopifyUpdatedAt,
    ).toEqual(new Date(later(body, {}).updated_at));
  });

  it("is made for each of fifty numbers", async () => {
    const numbers = Array.from({ length: 50 }, (_, index) => `N${index}`);
    await deliver(create, fulfillment({ tracking_numbers: numbers }));
    await drain();
    expect(acceptedNumbers()).toEqual(numbers.map((one) => `${one} 1`).sort());
  });

  it("is made once for a number that is padded, repeated, or written otherwise", async () => {
    const numbers = ["1Z 1", " 1z1 ", "\u200b1Z1", "", "  ", "1Z2"];
    await deliver(create, fulfillment({ tracking_numbers: numbers }));
    await drain();
    expect(await shipments()).toMatchObject([
      { number: "1Z1", numberRaw: "1Z 1" },
      { number: "1Z2" },
    ]);
    expect(acceptedNumbers()).toEqual(["1Z1 1", "1Z2 1"]);
  });

  it("is made once for a number on two orders and in two shops", async () => {
    const same = () => fulfillment({ tracking_numbers: ["SAME"] });
    await deliver(create, same());
    await deliver(create, same());
    await deliver(create, same(), otherDomain);
    await drain();
    await deliver(create, same(), otherDomain);
    await drain();
    expect(acceptedNumbers()).toEqual(["SAME 1"]);
    expect(sent).toHaveLength(1);
    const { id } = await tracking("SAME");
    expect(await shipments()).toMatchObject(
      Array(4).fill({ trackingId: id }) as object[],
    );
  });
});

describe("a parcel that was held back", () => {
  it("registers with the carrier a merchant chose, which an update keeps", async () => {
    const body = fulfillment({
      tracking_company: "My cousin's van",
      tracking_numbers: ["VAN"],
    });
    await deliver(create, body);
    const [shipment] = await shipments();
    const asked = { shopId: core.shopId, shipmentId: shipment!.id, actor };
    await chooseShipmentCarrier(core.app, { ...asked, carrierId: "fedex" });
    await drain();
    await deliver(update, later(body, { tracking_company: "UPS" }));
    await drain();
    expect(sent.map(({ fields }) => fields.carrier_id)).toEqual(["fedex"]);
    expect(await shipments()).toMatchObject([
      { hold: "none", carrierId: "fedex", carrierSource: "merchant" },
    ]);
  });

  it("registers when a merchant asks although automatic registration is off", async () => {
    await database.db.shop.updateMany({
      data: { automaticRegistration: false },
    });
    await deliver(create, fulfillment({ tracking_numbers: ["OFF"] }));
    await drain();
    expect(sent).toEqual([]);
    const [shipment] = await shipments();
    const asked = { shopId: core.shopId, shipmentId: shipment!.id, actor };
    await retryShipment(core.app, asked);
    await drain();
    expect(acceptedNumbers()).toEqual(["OFF 1"]);
    expect(await database.db.auditEntry.findMany()).toMatchObject([
      { ...asked, action: "registration_retried" },
    ]);
  });

  it("registers once its shop is installed", async () => {
    const domain = "new.myshopify.com";
    const body = fulfillment({ tracking_numbers: ["EARLY"] });
    const early = await deliver(create, body, domain);
    const { id } = await database.db.shop.create({
      data: { domain, installedAt: new Date() },
    });
    await requeueWaitingForInstall(core.app, id);
    expect(enqueued).toHaveLength(1);
    await processDelivery(core.app, { deliveryId: String(early?.id) });
    await drain();
    expect(acceptedNumbers()).toEqual(["EARLY 1"]);
    expect(
      await database.db.webhookDelivery.findUnique({
        where: { id: early?.id },
      }),
    ).toMatchObject({
      outcome: "recorded",
      processedAt: expect.any(Date) as Date,
    });
  });

  it("has all that waited for its install carried out, in batches", async () => {
    const domain = "new.myshopify.com";
    const count = 2_001;
    await database.db.webhookDelivery.createMany({
      data: Array.from({ length: count }, (_, at) => ({
        topic: create,
        shopDomain: domain,
        webhookId: String(at),
        dedupeKey: Buffer.from(String(at)),
        body: Buffer.from("{}"),
        outcome: "waiting_for_install",
      })),
    });
    const { id } = await database.db.shop.create({
      data: { domain, installedAt: new Date() },
    });
    await requeueWaitingForInstall(core.app, id);
    const ids = enqueued.map(({ data }) => JSON.stringify(data));
    expect(ids).toHaveLength(count);
    expect(new Set(ids).size).toBe(count);
  });
});
