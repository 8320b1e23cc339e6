import type { Transaction } from "#app/db.server.ts";
import type { DetectedCarrier } from "#app/keydelivery/index.ts";

// A number with more candidates than that tells nothing.
const maxCandidates = 20;

/** Keeps what detection said of a number with its shipments, and the carriers it named. */
export async function noteCandidates(
  tx: Transaction,
  shipmentIds: readonly string[],
  detected: readonly DetectedCarrier[],
): Promise<void> {
  const candidates = detected.slice(0, maxCandidates);
  await tx.shipment.updateMany({
    where: { id: { in: [...shipmentIds] } },
    data: { candidates },
  });
  await noteDetectedCarriers(tx, candidates);
}

/** Keeps the names of carriers: the published list lacks some. */
export async function noteDetectedCarriers(
  tx: Pick<Transaction, "detectedCarrier">,
  detected: readonly DetectedCarrier[],
): Promise<void> {
  await tx.detectedCarrier.createMany({
    data: detected.map(({ carrierId, name }) => ({ carrierId, name })),
    skipDuplicates: true,
  });
}
