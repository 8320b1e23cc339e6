import type { App } from "#app/app-context.ts";
import { findOrders } from "#app/features/number-import/find-orders.server.ts";
import { judgeRows } from "#app/features/number-import/judge-rows.ts";
import type { NumbersAnswer } from "#app/features/number-import/number-import-view.ts";
import { readNumberFile } from "#app/features/number-import/read-number-file.ts";

/** What a merchant's file of numbers would do. Nothing is kept of it, and nothing is spent. */
export async function readNumbers(
  { db }: Pick<App, "db">,
  { shopId, text }: { shopId: string; text: string },
): Promise<NumbersAnswer> {
  const file = readNumberFile(text);
  if ("refusal" in file) return { outcome: "refused", refusal: file.refusal };
  const orders = file.rows.map(({ order }) => order);
  const known = await findOrders(db, { shopId, orders });
  return { outcome: "read", rows: judgeRows(file.rows, known) };
}
