import type { App } from "#app/app-context.ts";
import type { Transaction } from "#app/db.server.ts";
import { findCompanyName } from "#app/features/carriers/find-company-name.server.ts";
import { forgetCarrier } from "#app/features/carriers/forget-carrier.server.ts";
import { rememberCarrier } from "#app/features/carriers/remember-carrier.server.ts";
import { trackWaitingShipments } from "#app/jobs/definitions.ts";
import { repeatOnConflict } from "#app/platform/repeat-on-conflict.server.ts";

type Asked = { shopId: string; companyKey: string; actor: string };

/**
 * The merchant's carrier for a company. A job gives it to the parcels that wait, and with `again` also to those that
 * KeyDelivery refused it for and those that another carrier never scanned.
 * @throws NotFoundError where no parcel of the shop had this company
 */
export async function mapCompany(
  app: Pick<App, "db" | "queue">,
  asked: Asked & { carrierId: string; again: boolean },
): Promise<void> {
  const { companyKey, again, ...rest } = asked;
  const { shopId } = rest;
  await repeatOnConflict(() =>
    app.db.$transaction(async (tx) => {
      const company = await findCompanyName(tx, { shopId, companyKey });
      await rememberCarrier(tx, { ...rest, company, shipmentId: null });
      await enqueue(app, tx, { shopId, companyKey, again });
    }),
  );
}

/** The company's carrier is found automatically again, for parcels that wait as for new ones. */
export async function unmapCompany(
  app: Pick<App, "db" | "queue">,
  asked: Asked,
): Promise<void> {
  const { shopId, companyKey } = asked;
  await repeatOnConflict(() =>
    app.db.$transaction(async (tx) => {
      if (await forgetCarrier(tx, asked))
        await enqueue(app, tx, { shopId, companyKey, again: false });
    }),
  );
}

const enqueue = (
  app: Pick<App, "queue">,
  tx: Transaction,
  job: { shopId: string; companyKey: string; again: boolean },
) =>
  app.queue.enqueue(trackWaitingShipments, job, {
    tx,
    singletonKey: `${job.shopId} ${job.companyKey}${job.again ? " again" : ""}`,
  });
