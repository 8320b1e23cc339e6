import type { Transaction } from "#app/db.server.ts";
export async function planPublication(
  _tx: Transaction,
  _c: unknown,
): Promise<void> {}
