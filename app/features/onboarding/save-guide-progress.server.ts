import type { Transaction } from "#app/db.server.ts";
import { readGuideProgress, type GuideProgress } from "./guide-progress.ts";

/** Changes what the pages remember of the guide. It is no setting: nothing of it is in the history. */
export async function saveGuideProgress(
  tx: Transaction,
  shopId: string,
  change: (known: GuideProgress) => GuideProgress,
): Promise<void> {
  await tx.$queryRaw`SELECT id FROM shop WHERE id = ${shopId}::uuid FOR NO KEY UPDATE`;
  const shop = await tx.shop.findUniqueOrThrow({
    where: { id: shopId },
    select: { onboarding: true },
  });
  await tx.shop.update({
    where: { id: shopId },
    data: { onboarding: change(readGuideProgress(shop.onboarding)) },
    select: { id: true },
  });
}
