import type { Shipment } from "@prisma/client";
import type { Transaction } from "#app/db.server.ts";

/**
 * The shipments of a fulfillment that numbers which are told now can change: those that are live or that a merchant imported,
 * the one without a number, and those that had one of the numbers. Whoever changes the numbers again and again leaves any
 * number of others behind.
 */
export function findShipments(
  tx: Transaction,
  fulfillmentId: string,
  numbers: string[],
): Promise<Shipment[]> {
  return tx.shipment.findMany({
    where: {
      fulfillmentId,
      OR: [
        { endedAt: null },
        { importedCompany: { not: null } },
        { number: { in: ["", ...numbers] } },
      ],
    },
    orderBy: { id: "asc" },
  });
}
