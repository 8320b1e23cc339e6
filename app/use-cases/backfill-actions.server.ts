import type { App } from "#app/app-context.ts";
import type { Transaction } from "#app/db.server.ts";
import { findServingAccount } from "#app/features/accounts/find-serving-account.server.ts";
import {
  changeBackfill,
  createBackfill,
  type BackfillChange,
} from "#app/features/backfill/change-backfill.server.ts";
import {
  holdBackfilled,
  resumeBackfilled,
} from "#app/features/trackings/hold-backfilled.server.ts";
import { runBackfill } from "#app/jobs/definitions.ts";
import { inTransaction } from "#app/platform/in-transaction.server.ts";
import { wakeAccounts } from "./wake-accounts.server.ts";

type Asked = { shopId: string; actor: string };

/** Counts what an import of the last days would register; nothing is spent. */
export async function countBackfill(
  app: App,
  asked: Asked & { days: number },
): Promise<void> {
  const now = app.clock.now();
  await app.db.$transaction(async (tx) => {
    const backfillId = await createBackfill(tx, { ...asked, now });
    await goOn(app, tx, backfillId);
  });
}

/** Starts, pauses, resumes or cancels the shop's import. What does not apply any more changes nothing. */
export async function steerBackfill(
  app: App,
  asked: Asked & { change: BackfillChange },
): Promise<void> {
  const { shopId, change } = asked;
  const now = app.clock.now();
  const steer = async (tx: Transaction) => {
    if (change === "cancel") return cancelBackfill(tx, { ...asked, now });
    const backfill = await changeBackfill(tx, { ...asked, now });
    if (!backfill) return;
    switch (change) {
      case "resume":
        await resumeBackfilled(tx, { shopId, backfillId: backfill.id, now });
        return goOn(app, tx, backfill.id);
      case "start":
        return goOn(app, tx, backfill.id);
      case "pause":
        return holdBackfilled(tx, backfill.id);
    }
  };
  await inTransaction(app.db, steer);
  if (change === "resume") {
    const account = await findServingAccount(app.db, shopId);
    await wakeAccounts(app, [account?.id]);
  }
}

/** Ends the shop's import, if one is under way: what it found is forgotten, and what waits is not registered. */
export async function cancelBackfill(
  tx: Transaction,
  asked: Asked & { now: Date },
): Promise<void> {
  const backfill = await changeBackfill(tx, { ...asked, change: "cancel" });
  if (backfill) await holdBackfilled(tx, backfill.id);
}

const goOn = (app: App, tx: Transaction, backfillId: string) =>
  app.queue.enqueue(
    runBackfill,
    { backfillId },
    { tx, singletonKey: backfillId },
  );
