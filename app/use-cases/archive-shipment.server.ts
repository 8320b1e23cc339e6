import type { App } from "#app/app-context.ts";
import { NotFoundError } from "#app/domain/app-error.ts";

/**
 * Takes a parcel out of the lists, or puts it back. It goes on being tracked.
 * @throws NotFoundError for an unknown shipment and for another shop's
 */
export async function archiveShipment(
  app: Pick<App, "db" | "clock">,
  asked: {
    shopId: string;
    shipmentId: string;
    actor: string;
    isArchived: boolean;
  },
): Promise<void> {
  const { shopId, shipmentId, actor, isArchived } = asked;
  await app.db.$transaction(async (tx) => {
    const where = { id: shipmentId, shopId };
    const { count } = await tx.shipment.updateMany({
      where: { ...where, archivedAt: isArchived ? null : { not: null } },
      data: { archivedAt: isArchived ? app.clock.now() : null },
    });
    if (count === 0) {
      // Done already, by another tab.
      if (await tx.shipment.findFirst({ where, select: { id: true } })) return;
      throw new NotFoundError("shipment");
    }
    await tx.auditEntry.create({
      data: {
        shopId,
        shipmentId,
        actor,
        action: isArchived ? "archived" : "unarchived",
      },
    });
  });
}
