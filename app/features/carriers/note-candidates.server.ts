import type { Transaction } from "#app/db.server.ts";
import type { DetectedCarrier } from "#app/keydelivery/index.ts";

// A number with more candidates than that tells nothing.
const maxCandidates = 20;

/** Keeps what detection said of a number with its shipments, and carriers that the published list lacks. */
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
  await tx.detectedCarrier.createMany({
    data: candidates.map(({ carrierId, name }) => ({ carrierId, name })),
    skipDuplicates: true,
  });
}
