import type { Shop } from "@prisma/client";
import type { App } from "#app/app-context.ts";
import {
  judgeParcel,
  readAutomation,
  type Automation,
} from "#app/domain/automation.ts";
import {
  cappedCount,
  countLeftOut,
  listLeftOut,
  type LeftOutParcel,
} from "#app/features/fulfillments/left-out.server.ts";
import { stopWork } from "#app/features/shop-work/shop-work.server.ts";
import { inTransaction } from "#app/platform/in-transaction.server.ts";
import { beginShopWork } from "./shop-work-job.server.ts";
import { rulesOf } from "./admit-shipment.ts";
import { refreshStatus } from "./refresh-status.server.ts";
import { trackShipment } from "./track-shipment.server.ts";

// Older parcels have arrived: tracking them would spend for nothing.
const reachMs = 30 * 86_400_000;
const batchSize = 200;

type Rules = Pick<Shop, "id" | "automaticRegistration" | "automation">;

/** How many parcels that were left out the rules of now would track, at most: tags are not read for it. */
export async function countAdmissible(
  app: Pick<App, "db" | "clock">,
  shop: Rules,
): Promise<{ count: number; more: boolean }> {
  if (!shop.automaticRegistration) return { count: 0, more: false };
  const groups = await countLeftOut(app.db, reachOf(app, shop.id));
  const automation = readAutomation(shop.automation);
  const parcels = groups
    .filter((group) => mayBeTracked(automation, group))
    .reduce((sum, group) => sum + group.parcels, 0);
  return cappedCount(parcels);
}

/** The merchant wants the rules of now applied to them: a job does it. */
export async function requestRules(
  app: Pick<App, "db" | "queue" | "clock">,
  asked: { shopId: string; actor: string; parcels: number },
): Promise<void> {
  const { shopId, actor, parcels } = asked;
  await app.db.$transaction(async (tx) => {
    await tx.auditEntry.create({
      data: { shopId, actor, action: "rules_applied", detail: { parcels } },
    });
    await beginShopWork(app, tx, { shopId, kind: "rules" });
  });
}

/** The merchant wants no more parcels tracked by it. Nothing happens where it has ended. */
export async function stopRules(
  { db }: Pick<App, "db">,
  { shopId, actor }: { shopId: string; actor: string },
): Promise<void> {
  await db.$transaction(async (tx) => {
    if (!(await stopWork(tx, { shopId, kind: "rules" }))) return;
    await tx.auditEntry.create({
      data: { shopId, actor, action: "rules_stopped" },
    });
  });
}

/**
 * Tracks what the rules of now let in, behind what is shipped meanwhile. Works until `isOpen` says no.
 * @returns the accounts to wake, and where to go on; `next` undefined when all is done
 */
export async function applyRules(
  app: App,
  asked: { shopId: string; after?: string | undefined },
  isOpen: () => Promise<boolean>,
): Promise<{ wake: Set<string>; next: string | undefined }> {
  const { shopId } = asked;
  const wake = new Set<string>();
  const shop = await app.db.shop.findUnique({ where: { id: shopId } });
  if (shop?.state !== "active") return { wake, next: undefined };
  const automation = readAutomation(shop.automation);
  const reach = reachOf(app, shopId);
  let { after } = asked;
  for (;;) {
    const batch = await listLeftOut(app.db, {
      ...reach,
      after,
      limit: batchSize,
    });
    for (const parcel of batch) {
      const account =
        mayBeTracked(automation, parcel) && (await letIn(app, shop, parcel));
      if (account) wake.add(account);
      after = parcel.id;
      if (!(await isOpen())) return { wake, next: after };
    }
    if (batch.length < batchSize) return { wake, next: undefined };
  }
}

const reachOf = ({ clock }: Pick<App, "clock">, shopId: string) => ({
  shopId,
  since: new Date(clock.now().getTime() - reachMs),
});

const mayBeTracked = (
  automation: Automation,
  { company, countryCode }: Pick<LeftOutParcel, "company" | "countryCode">,
) =>
  judgeParcel(automation, { company, countryCode, tags: undefined }).kind !==
  "left_out";

async function letIn(app: App, shop: Shop, parcel: LeftOutParcel) {
  return inTransaction(app.db, async (tx) => {
    await tx.$queryRaw`SELECT id FROM fulfillment WHERE id = ${parcel.fulfillmentId}::uuid FOR UPDATE`;
    const shipment = await tx.shipment.findFirst({
      where: { id: parcel.id, hold: "ignored", endedAt: null },
      include: { fulfillment: true },
    });
    if (!shipment) return undefined;
    const { fulfillment, ...row } = shipment;
    const wake = await trackShipment(
      app,
      tx,
      { ...row, hold: "none", holdReason: null },
      {
        shopId: shop.id,
        rules: rulesOf(shop),
        company: fulfillment.trackingCompany,
        priority: 1,
        now: app.clock.now(),
      },
    );
    await refreshStatus(app, tx, fulfillment.id);
    return wake;
  });
}
