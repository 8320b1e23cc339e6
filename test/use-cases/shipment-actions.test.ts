import { describe, expect, it } from "vitest";
import { NotFoundError } from "#app/domain/app-error.ts";
import {
  chooseShipmentCarrier,
  retryShipment,
} from "#app/use-cases/shipment-actions.server.ts";
import { fulfillment, useCore } from "#test/worker/use-core.ts";

const { database, core, deliver, drain, shipments } = useCore();
const create = "fulfillments/create";
const actor = "staff:1";

describe("another shop's ids", () => {
  it("are not found, and change nothing", async () => {
    await deliver(create, fulfillment({ tracking_company: "Unknown" }));
    const before = await shipments();
    const asked = {
      shopId: core.otherShopId,
      shipmentId: before[0]!.id,
      actor,
    };
    await expect(
      chooseShipmentCarrier(core.app, { ...asked, carrierId: "ups" }),
    ).rejects.toBeInstanceOf(NotFoundError);
    await expect(retryShipment(core.app, asked)).rejects.toBeInstanceOf(
      NotFoundError,
    );
    expect(await shipments()).toEqual(before);
    expect(await database.db.auditEntry.count()).toBe(0);
  });
});

it("registers with the carrier a merchant chose, and writes down who did", async () => {
  await deliver(
    create,
    fulfillment({ tracking_company: "Unknown", tracking_numbers: ["X1"] }),
  );
  const [shipment] = await shipments();
  await chooseShipmentCarrier(core.app, {
    shopId: core.shopId,
    shipmentId: shipment!.id,
    carrierId: "fedex",
    actor,
  });
  await drain();
  expect(core.keydelivery.journal.accepted()).toMatchObject([
    { carrierId: "fedex", number: "X1", count: 1 },
  ]);
  expect(await database.db.auditEntry.findMany()).toMatchObject([
    { action: "carrier_chosen", actor, detail: { to: "fedex" } },
  ]);
});
