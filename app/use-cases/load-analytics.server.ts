import type { Shop } from "@prisma/client";
import type { App } from "#app/app-context.ts";
import { readPromiseDays } from "#app/domain/promise-days.ts";
import { shopDayOf } from "#app/domain/shop-day.ts";
import { readRange } from "#app/features/analytics/analytics-range.ts";
import type { AnalyticsView } from "#app/features/analytics/analytics-view.ts";
import { buildAnalytics } from "#app/features/analytics/build-analytics.ts";
import { isCounting } from "#app/features/analytics/load-sums.server.ts";
import { loadSums } from "#app/features/kept-sums/load-sums.server.ts";
import { findCarrier } from "#app/keydelivery/index.ts";
import { analyticsSums } from "./sum-analytics.server.ts";

/** The page's figures from what is kept of each day: no parcel is read. */
export async function loadAnalytics(
  app: Pick<App, "db" | "clock">,
  shop: Pick<Shop, "id" | "timeZone" | "promiseDays">,
  search: URLSearchParams,
): Promise<AnalyticsView> {
  const now = app.clock.now();
  const range = readRange(search, shopDayOf(now, shop.timeZone));
  const { from, to } = range;
  const asked = { shopId: shop.id, from, to, now };
  // Whether days are to be counted is asked first: the figures are no older than the answer.
  const counting = await isCounting(app.db, shop.id);
  const sums = await loadSums(app.db, analyticsSums, asked);
  const { shipped, delivered, estimates } = sums;
  const promise = readPromiseDays(shop.promiseDays);
  const built = buildAnalytics({ range, shipped, delivered, promise });
  const ids = [...built.carriers, ...built.troubles, ...estimates].map(
    ({ key }) => key,
  );
  return {
    range,
    ...built,
    estimates,
    isCounting: counting,
    hasParcels: shipped.length > 0 || delivered.length > 0,
    carrierNames: Object.fromEntries(
      ids.map((id) => [id, findCarrier(id)?.name ?? id]),
    ),
  };
}
