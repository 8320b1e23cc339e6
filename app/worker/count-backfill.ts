import type { Backfill, Shop } from "@prisma/client";
import type { App } from "#app/app-context.ts";
import {
  addSlice,
  finishCounting,
  type CountedSlice,
} from "#app/features/backfill/backfill-items.server.ts";
import { findLeftAsleep } from "#app/features/backfill/left-asleep.server.ts";
import { countryCodeOf } from "#app/domain/country-code.ts";
import {
  judgeParcel,
  needsTags,
  readAutomation,
} from "#app/domain/automation.ts";
import { findKnownFulfillments } from "#app/features/fulfillments/find-known-fulfillments.server.ts";
import {
  payloadOfNode,
  snapshotOfNode,
} from "#app/features/fulfillments/fulfillment-of-node.ts";
import { fulfillmentEnd } from "#app/features/fulfillments/plan-shipments.ts";
import { countOrders, listOrders } from "#app/shopify/list-orders.server.ts";
import type { OrderNode } from "#app/shopify/order-node.ts";
import {
  readBulkOrders,
  readBulkState,
  startBulkOrders,
} from "#app/shopify/run-bulk-query.server.ts";
import type { BackfillWork } from "./backfill-work.ts";

// A bulk operation takes minutes whatever it finds; so many pages take one.
const bulkFrom = 1_000;
const bulkRestMs = 3_000;
const linesAtOnce = 100;

/** Counts a slice. Milliseconds until the next one; undefined when all is counted. */
export async function countBackfill(
  app: App,
  work: BackfillWork,
): Promise<number | undefined> {
  const source = work.backfill.source ?? (await chooseSource(app, work));
  return source === "pages"
    ? countPages(app, work)
    : countFile(app, work, source);
}

const wantsTags = (shop: Shop) => needsTags(readAutomation(shop.automation));
const searchOf = ({ since }: Backfill) => `updated_at:>=${since.toISOString()}`;

async function chooseSource(app: App, { backfill, shop }: BackfillWork) {
  const search = searchOf(backfill);
  const count = await countOrders(app, shop.domain, {
    search,
    limit: bulkFrom,
  });
  const bulk =
    count >= bulkFrom
      ? await startBulkOrders(app, shop.domain, {
          search,
          withTags: wantsTags(shop),
        })
      : undefined;
  return setSource(app, backfill, bulk ?? "pages");
}

async function setSource(app: App, backfill: Backfill, source: string) {
  backfill.source = source;
  await app.db.backfill.updateMany({
    where: { id: backfill.id },
    data: { source },
  });
  return source;
}

async function countPages(app: App, work: BackfillWork) {
  const { backfill, shop, isOpen } = work;
  const search = searchOf(backfill);
  while (isOpen()) {
    const page = await listOrders(app, shop.domain, {
      search,
      after: backfill.cursor,
      withTags: wantsTags(shop),
    });
    await count(app, work, page.orders, page.next);
    if (!page.next) {
      await finishCounting(app.db, backfill.id, app.clock.now());
      return undefined;
    }
  }
  return 0;
}

/** The cursor is the number of lines that were counted: a file is read again from its beginning. */
async function countFile(app: App, work: BackfillWork, operation: string) {
  const { backfill, shop, isOpen, signal } = work;
  const file = await readBulkState(app, shop.domain, operation);
  if (file.state === "running") return bulkRestMs;
  if (file.state === "failed") {
    await setSource(app, backfill, "pages");
    return 0;
  }
  let line = 0;
  let orders: OrderNode[] = [];
  const counted = Number(backfill.cursor ?? 0);
  if (file.url)
    for await (const order of readBulkOrders(
      app,
      shop.domain,
      file.url,
      signal,
    )) {
      line += 1;
      if (line <= counted) continue;
      orders.push(order);
      if (orders.length < linesAtOnce) continue;
      await count(app, work, orders, String(line));
      orders = [];
      if (!isOpen()) return 0;
    }
  await count(app, work, orders, String(line));
  await finishCounting(app.db, backfill.id, app.clock.now());
  return undefined;
}

async function count(
  app: App,
  { backfill, shop }: BackfillWork,
  orders: OrderNode[],
  cursor: string | null,
) {
  const slice = await sliceOf(app, { backfill, shop }, orders);
  await addSlice(app.db, backfill, { ...slice, cursor });
  backfill.cursor = cursor;
}

async function sliceOf(
  app: App,
  { backfill, shop }: { backfill: Backfill; shop: Shop },
  orders: OrderNode[],
): Promise<Omit<CountedSlice, "cursor">> {
  const shipped = orders.flatMap((order) =>
    order.fulfillments.flatMap((node) => {
      const payload = payloadOfNode(order, node);
      const snapshot = snapshotOfNode(order, node);
      return snapshot &&
        snapshot.createdAt >= backfill.since &&
        snapshot.numbers.length > 0 &&
        !fulfillmentEnd(snapshot.status)
        ? [{ node, payload, snapshot, tags: order.tags }]
        : [];
    }),
  );
  const gids = shipped.map(({ snapshot }) => snapshot.gid);
  const asked = { shopId: shop.id, gids };
  const known = await findKnownFulfillments(app.db, asked);
  const asleep = await findLeftAsleep(app.db, asked);
  const rules = readAutomation(shop.automation);
  const slice = { orders: orders.length, delivered: 0, known: 0, leftOut: 0 };
  const found = shipped.flatMap(({ node, payload, snapshot, tags }) => {
    const { gid, numbers, company, destination } = snapshot;
    const parcels = numbers.length;
    const countryCode = countryCodeOf(destination.country);
    const verdict = judgeParcel(rules, { company, countryCode, tags });
    if (known.has(gid) && !asleep.has(gid)) slice.known += parcels;
    else if (node.displayStatus === "DELIVERED") slice.delivered += parcels;
    else if (verdict.kind !== "tracked") slice.leftOut += parcels;
    else return [{ gid, parcels, payload }];
    return [];
  });
  return { ...slice, found };
}
