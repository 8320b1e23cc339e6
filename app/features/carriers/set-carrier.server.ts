import type { Shipment } from "@prisma/client";
import { NotFoundError } from "#app/domain/app-error.ts";
import type { Transaction } from "#app/db.server.ts";

/** The merchant's choice for one shipment, with its audit entry. The tracking is linked by the caller. */
export async function setCarrier(
  tx: Transaction,
  asked: {
    shopId: string;
    shipmentId: string;
    carrierId: string;
    actor: string;
  },
): Promise<Shipment> {
  const { shopId, shipmentId, carrierId, actor } = asked;
  const where = { id: shipmentId, shopId };
  const before = await tx.shipment.findFirst({ where });
  if (!before || before.number === "") throw new NotFoundError("shipment");
  await tx.auditEntry.create({
    data: {
      shopId,
      shipmentId,
      actor,
      action: "carrier_chosen",
      detail: { from: before.carrierId, to: carrierId },
    },
  });
  return tx.shipment.update({
    where,
    data: {
      carrierId,
      carrierSource: "merchant",
      refusedCarriers: [],
      hold: "none",
      holdReason: null,
    },
  });
}
