import { describe, expect, it } from "vitest";
import { NotFoundError } from "#app/domain/app-error.ts";
import { archiveShipment } from "#app/use-cases/archive-shipment.server.ts";
import { fulfillment, useCore } from "#test/worker/use-core.ts";

const { core, database, deliver } = useCore();

async function ship(number = "ARCHIVE1") {
  await deliver(
    "fulfillments/create",
    fulfillment({ tracking_numbers: [number] }),
  );
  return database.db.shipment.findFirstOrThrow({ where: { number } });
}
const find = (id: string) =>
  database.db.shipment.findUniqueOrThrow({
    where: { id },
    include: { auditEntries: { orderBy: { createdAt: "asc" } } },
  });

describe("a parcel that a merchant archives", () => {
  const archive = (
    shipmentId: string,
    isArchived: boolean,
    shopId = core.shopId,
  ) =>
    archiveShipment(core.app, {
      shopId,
      shipmentId,
      isArchived,
      actor: "staff:1",
    });

  it("leaves the lists and comes back, which the trail tells once each", async () => {
    const { id } = await ship();
    await archive(id, true);
    await archive(id, true);
    expect((await find(id)).archivedAt).not.toBeNull();
    await archive(id, false);
    const { archivedAt, auditEntries } = await find(id);
    expect(archivedAt).toBeNull();
    expect(auditEntries.map(({ action }) => action)).toEqual([
      "archived",
      "unarchived",
    ]);
  });

  it("is nobody else's", async () => {
    const { id } = await ship();
    await expect(archive(id, true, core.otherShopId)).rejects.toThrow(
      NotFoundError,
    );
  });
});
