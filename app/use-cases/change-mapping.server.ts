import type { App } from "#app/app-context.ts";
import type { Transaction } from "#app/db.server.ts";
import { findCompanyName } from "#app/features/carriers/find-company-name.server.ts";
import { forgetCarrier } from "#app/features/carriers/forget-carrier.server.ts";
import { rememberCarrier } from "#app/features/carriers/remember-carrier.server.ts";
import { stopWork } from "#app/features/shop-work/shop-work.server.ts";
import { inTransaction } from "#app/platform/in-transaction.server.ts";
import { beginShopWork } from "./shop-work-job.server.ts";

type Deps = Pick<App, "db" | "queue" | "clock">;
type Asked = { shopId: string; companyKey: string; actor: string };

/**
 * The merchant's carrier for a company. A job gives it to the parcels that wait, and with `again` also to those that
 * KeyDelivery refused it for and those that another carrier never scanned.
 * @throws NotFoundError where no parcel of the shop had this company
 */
export async function mapCompany(
  app: Deps,
  asked: Asked & { carrierId: string; again: boolean },
): Promise<void> {
  const { companyKey, again, ...rest } = asked;
  const { shopId } = rest;
  await inTransaction(app.db, async (tx) => {
    const company = await findCompanyName(tx, { shopId, companyKey });
    await rememberCarrier(tx, { ...rest, company, shipmentId: null });
    await beginShopWork(app, tx, companyOf(asked), { again });
  });
}

/** The company's carrier is found automatically again, for parcels that wait as for new ones. */
export async function unmapCompany(app: Deps, asked: Asked): Promise<void> {
  await inTransaction(app.db, async (tx) => {
    if (await forgetCarrier(tx, asked))
      await beginShopWork(app, tx, companyOf(asked));
  });
}

/**
 * The company's carrier of now is given to the parcels that still wait for it, after somebody stopped that.
 * @throws NotFoundError where no parcel of the shop had this company
 */
export async function applyMapping(app: Deps, asked: Asked): Promise<void> {
  await app.db.$transaction(async (tx) => {
    const company = await findCompanyName(tx, asked);
    await beginShopWork(app, tx, companyOf(asked));
    await writeDown(tx, asked, { action: "mapping_applied", company });
  });
}

/** No more parcels are given the company's carrier. Nothing happens where all have it. */
export async function stopMapping(
  { db }: Pick<App, "db">,
  asked: Asked,
): Promise<void> {
  await db.$transaction(async (tx) => {
    if (!(await stopWork(tx, companyOf(asked)))) return;
    const company = await findCompanyName(tx, asked);
    await writeDown(tx, asked, { action: "mapping_stopped", company });
  });
}

const companyOf = ({ shopId, companyKey }: Asked) => ({
  shopId,
  kind: "company" as const,
  companyKey,
});

const writeDown = (
  tx: Transaction,
  { shopId, actor }: Asked,
  { action, company }: { action: string; company: string },
) =>
  tx.auditEntry.create({
    data: { shopId, actor, action, detail: { company } },
  });
