import type { Shop } from "@prisma/client";
import type { App } from "#app/app-context.ts";
import { createDeletion } from "#app/features/privacy/data-deletion.server.ts";
import { deleteData } from "#app/jobs/definitions.ts";
import { cancelBackfill } from "./backfill-actions.server.ts";
import { inTransaction } from "#app/platform/in-transaction.server.ts";

/** "tote-and-co": what a merchant types to confirm; the whole domain will do as well. */
export const shopNameOf = ({ domain }: Pick<Shop, "domain">) =>
  domain.replace(/\.myshopify\.com$/, "");

/** The merchant wants the shop's data deleted, and has typed the shop's name: a job does it. */
export async function requestDeletion(
  app: Pick<App, "db" | "queue" | "clock">,
  asked: { shop: Pick<Shop, "id" | "domain">; actor: string; name: string },
): Promise<"started" | "wrong_name"> {
  const { shop, actor } = asked;
  const typed = asked.name.trim().toLowerCase();
  if (typed !== shop.domain && typed !== shopNameOf(shop)) return "wrong_name";
  const now = app.clock.now();
  await inTransaction(app.db, async (tx) => {
    const request = { shopId: shop.id, actor, now };
    const { deletionId, isNew } = await createDeletion(tx, request);
    // One that began since is of parcels that stay.
    if (isNew) await cancelBackfill(tx, request);
    await app.queue.enqueue(
      deleteData,
      { deletionId },
      { tx, singletonKey: deletionId },
    );
  });
  return "started";
}
