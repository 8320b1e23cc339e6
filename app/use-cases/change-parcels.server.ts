import type { Prisma } from "@prisma/client";
import type { App } from "#app/app-context.ts";
import type { Transaction } from "#app/db.server.ts";
import type {
  BulkKind,
  Left,
  LeftReason,
} from "#app/features/shipments/bulk-view.ts";
import type { KeptState } from "#app/features/shipments/list-views.ts";
import { whyLeft } from "#app/features/shipments/why-left.ts";
import {
  chooseCarrierOf,
  retryOf,
  type ChangeAsked,
} from "./change-shipment.server.ts";

/** What one transaction changes, at most: its locks are held for about a second. */
export const mostPerBatch = 25;

export type ParcelsChange = { kind: BulkKind; carrierId: string | null };

type Asked = ChangeAsked & { ids: string[]; change: ParcelsChange };

export type Changed = {
  done: number;
  left: Left;
  /** Accounts to wake after the commit. */
  wake: Set<string>;
};

/** Does one thing with some parcels of a shop, in one transaction. Those that it is not for stay as they are. */
export async function changeParcels(
  app: App,
  tx: Transaction,
  asked: Asked,
): Promise<Changed> {
  const { ids, change } = asked;
  const now = app.clock.now();
  const parcels = await lockParcels(tx, asked);
  const changed: Changed = { done: 0, left: {}, wake: new Set() };
  const leave = (reason: LeftReason, count = 1) => {
    if (count > 0) changed.left[reason] = (changed.left[reason] ?? 0) + count;
  };
  leave("gone", ids.length - parcels.length);
  for (const parcel of parcels) {
    const reason = whyLeft(factsOf(parcel), change, now);
    if (reason) leave(reason);
    else {
      const account = await changeOne(app, tx, parcel, asked);
      if (account) changed.wake.add(account);
      changed.done += 1;
    }
  }
  return changed;
}

const withFacts = {
  fulfillment: { select: { trackingCompany: true } },
  tracking: {
    select: { lastAnswerCode: true, account: { select: { state: true } } },
  },
} satisfies Prisma.ShipmentInclude;

type Parcel = Prisma.ShipmentGetPayload<{ include: typeof withFacts }>;

async function lockParcels(
  tx: Transaction,
  { shopId, ids }: Asked,
): Promise<Parcel[]> {
  await tx.$queryRaw`SELECT id FROM fulfillment WHERE id IN (
      SELECT fulfillment_id FROM shipment WHERE shop_id = ${shopId}::uuid AND id = ANY (${ids}::uuid[]))
    ORDER BY id FOR UPDATE`;
  return tx.shipment.findMany({
    where: { shopId, id: { in: ids } },
    include: withFacts,
    orderBy: { id: "asc" },
  });
}

function factsOf({ tracking, state, ...parcel }: Parcel) {
  const account = tracking?.account.state;
  return {
    ...parcel,
    state: state as KeptState,
    lastAnswerCode: tracking?.lastAnswerCode ?? null,
    isAccountPaused:
      account === "quota_exhausted" || account === "invalid_credentials",
  };
}

async function changeOne(
  app: App,
  tx: Transaction,
  parcel: Parcel,
  { change, ...asked }: Asked,
) {
  switch (change.kind) {
    case "retry":
      return retryOf(app, tx, parcel, asked);
    case "choose_carrier":
      return chooseCarrierOf(app, tx, parcel, {
        ...asked,
        carrierId: change.carrierId ?? "",
      });
    case "archive":
    case "unarchive":
      return putAway(app, tx, parcel, { ...asked, kind: change.kind });
  }
}

async function putAway(
  app: App,
  tx: Transaction,
  { id: shipmentId }: Parcel,
  asked: ChangeAsked & { kind: "archive" | "unarchive" },
) {
  const { shopId, actor, kind } = asked;
  await tx.shipment.updateMany({
    where: { id: shipmentId, shopId },
    data: { archivedAt: kind === "archive" ? app.clock.now() : null },
  });
  await tx.auditEntry.create({
    data: { shopId, shipmentId, actor, action: `${kind}d` },
  });
  return undefined;
}
