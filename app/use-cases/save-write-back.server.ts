import type { App } from "#app/app-context.ts";
import { dropPlanned } from "#app/features/publishing/open-publications.server.ts";

/** Turns writing back on or off. Turned off, what was planned is not told. */
export async function saveWriteBack(
  app: App,
  asked: { shopId: string; actor: string; enabled: boolean },
): Promise<void> {
  const { shopId, actor, enabled } = asked;
  await app.db.$transaction(async (tx) => {
    const { count } = await tx.shop.updateMany({
      where: { id: shopId, writeBack: !enabled },
      data: { writeBack: enabled },
    });
    if (count === 0) return;
    if (!enabled) await dropPlanned(tx, shopId, app.clock.now());
    await tx.auditEntry.create({
      data: {
        shopId,
        actor,
        action: enabled ? "write_back_on" : "write_back_off",
      },
    });
  });
}
