import type { Shop } from "@prisma/client";
import type { App } from "#app/app-context.ts";
import { readPromiseDays } from "#app/domain/promise-days.ts";
import { shopDayOf } from "#app/domain/shop-day.ts";
import { readRange } from "#app/features/analytics/analytics-range.ts";
import type { AnalyticsView } from "#app/features/analytics/analytics-view.ts";
import { buildAnalytics } from "#app/features/analytics/build-analytics.ts";
import {
  isCounting,
  loadDeliveredSums,
  loadShippedSums,
} from "#app/features/analytics/load-sums.server.ts";
import { loadMonthSums } from "#app/features/estimates/load-month-sums.server.ts";
import { measureEstimates } from "#app/features/estimates/measure-estimates.ts";
import { findCarrier } from "#app/keydelivery/index.ts";

/** The page's figures from what is kept of each day: no parcel is read. */
export async function loadAnalytics(
  app: Pick<App, "db" | "clock">,
  shop: Pick<Shop, "id" | "timeZone" | "promiseDays">,
  search: URLSearchParams,
): Promise<AnalyticsView> {
  const range = readRange(search, shopDayOf(app.clock.now(), shop.timeZone));
  const asked = { shopId: shop.id, range };
  const [shipped, delivered, months, counting] = await Promise.all([
    loadShippedSums(app.db, asked),
    loadDeliveredSums(app.db, asked),
    loadMonthSums(app.db, { shopId: shop.id, from: range.from, to: range.to }),
    isCounting(app.db, shop.id),
  ]);
  const promise = readPromiseDays(shop.promiseDays);
  const built = buildAnalytics({ range, shipped, delivered, promise });
  const estimates = measureEstimates(months);
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
