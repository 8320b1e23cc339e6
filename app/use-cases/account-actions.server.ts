import type { App } from "#app/app-context.ts";
import type { Transaction } from "#app/db.server.ts";
import { connectAccount } from "#app/features/accounts/connect-account.server.ts";
import { disconnectAccount } from "#app/features/accounts/disconnect-account.server.ts";
import { findServingAccount } from "#app/features/accounts/find-serving-account.server.ts";
import { trackWaitingShipments } from "#app/jobs/definitions.ts";
import { wakeAccounts } from "./wake-accounts.server.ts";

type ShopAction = { shopId: string; actor: string };

/** The shop's own account serves from now on; running trackings run on, waiting ones move to it. */
export async function connectShopAccount(
  app: App,
  asked: ShopAction & { apiKey: string; apiSecret: string },
): Promise<void> {
  await changeAccount(app, asked, (tx, now) =>
    connectAccount(tx, app.sealer, { ...asked, now }),
  );
}

/** The operator's account, where there is one, serves from now on. */
export async function disconnectShopAccount(
  app: App,
  asked: ShopAction,
): Promise<void> {
  await changeAccount(app, asked, (tx, now) =>
    disconnectAccount(tx, { ...asked, now }),
  );
}

async function changeAccount(
  app: App,
  asked: ShopAction,
  change: (tx: Transaction, now: Date) => Promise<unknown>,
) {
  const { shopId } = asked;
  const now = app.clock.now();
  await app.db.$transaction(async (tx) => {
    await change(tx, now);
    await app.queue.enqueue(
      trackWaitingShipments,
      { shopId },
      { tx, singletonKey: shopId },
    );
  });
  const account = await findServingAccount(app.db, shopId);
  await wakeAccounts(app, [account?.id]);
}
