import type { Database, Transaction } from "#app/db.server.ts";
import { NotFoundError } from "#app/domain/app-error.ts";
import type { SavedViewAnswer } from "./list-page-view.ts";
import type { SavedViewIntent } from "./saved-view-schema.ts";

export const mostSavedViews = 20;

/**
 * Makes, changes or deletes a view of the shop. Names differ in more than capital letters.
 * @throws NotFoundError for an unknown view, and for another shop's
 */
export function changeSavedView(
  db: Pick<Database, "$transaction">,
  shopId: string,
  intent: SavedViewIntent,
): Promise<SavedViewAnswer> {
  return db.$transaction(async (tx) => {
    // One change after the other: so that names stay apart, and few.
    await tx.$queryRaw`SELECT id FROM shop WHERE id = ${shopId}::uuid FOR NO KEY UPDATE`;
    switch (intent.intent) {
      case "save_view":
        return save(tx, shopId, intent);
      case "rename_view":
        return rename(tx, shopId, intent);
      case "update_view": {
        const { id, query } = intent;
        orThrow(
          await tx.savedView.updateMany({
            where: { id, shopId },
            data: { query },
          }),
        );
        return { outcome: "saved", id, query };
      }
      case "delete_view":
        orThrow(
          await tx.savedView.deleteMany({ where: { id: intent.id, shopId } }),
        );
        return { outcome: "deleted" };
    }
  });
}

type Intent<Kind extends SavedViewIntent["intent"]> = Extract<
  SavedViewIntent,
  { intent: Kind }
>;

async function save(
  tx: Transaction,
  shopId: string,
  { name, query }: Intent<"save_view">,
): Promise<SavedViewAnswer> {
  const known = await tx.savedView.count({ where: { shopId } });
  if (known >= mostSavedViews) return { outcome: "invalid", error: "too_many" };
  if (await isTaken(tx, { shopId, name }))
    return { outcome: "invalid", error: "taken" };
  const { id } = await tx.savedView.create({ data: { shopId, name, query } });
  return { outcome: "saved", id, query };
}

async function rename(
  tx: Transaction,
  shopId: string,
  { id, name }: Intent<"rename_view">,
): Promise<SavedViewAnswer> {
  if (await isTaken(tx, { shopId, name, except: id }))
    return { outcome: "invalid", error: "taken" };
  orThrow(
    await tx.savedView.updateMany({ where: { id, shopId }, data: { name } }),
  );
  return { outcome: "renamed" };
}

const isTaken = async (
  tx: Transaction,
  { shopId, name, except }: { shopId: string; name: string; except?: string },
) =>
  (await tx.savedView.findFirst({
    where: {
      shopId,
      name: { equals: name, mode: "insensitive" },
      ...(except && { id: { not: except } }),
    },
    select: { id: true },
  })) !== null;

function orThrow({ count }: { count: number }) {
  if (count === 0) throw new NotFoundError("saved view");
}
