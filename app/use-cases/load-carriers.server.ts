import type { Shop } from "@prisma/client";
import type { App } from "#app/app-context.ts";
import { companyKey } from "#app/domain/company-key.ts";
import { addDays, shopDayOf } from "#app/domain/shop-day.ts";
import { carrierNames } from "#app/features/carriers/carrier-names.ts";
import {
  isLastPage,
  type CarriersQuery,
} from "#app/features/carriers/carriers-query.ts";
import type {
  CarriersView,
  CompaniesView,
  UsedCarriersView,
} from "#app/features/carriers/carriers-view.ts";
import { companyRowOf, usedCarrierOf } from "#app/features/carriers/figures.ts";
import { listCompanies } from "#app/features/carriers/list-companies.server.ts";
import { listDetectedCarriers } from "#app/features/carriers/list-detected-carriers.server.ts";
import { listUsedCarriers } from "#app/features/carriers/list-used-carriers.server.ts";
import {
  loadTransitOfCarriers,
  loadTransitOfCompanies,
} from "#app/features/carriers/load-transit.server.ts";

const pageSize = 50;
const daysBack = 90;

type Reading = Pick<App, "db" | "clock">;
type Asked = Pick<Shop, "id" | "timeZone">;

/** The page of carriers: the shop's company names, or the carriers it uses. */
export function loadCarriers(
  app: Reading,
  shop: Asked,
  query: CarriersQuery,
): Promise<CarriersView> {
  return query.tab === "carriers"
    ? loadUsedCarriers(app, shop)
    : loadCompanies(app, shop, query);
}

/** The first of the 90 days that are counted. */
export const countedFrom = (app: Pick<App, "clock">, shop: Asked): string =>
  addDays(shopDayOf(app.clock.now(), shop.timeZone), 1 - daysBack);

async function loadCompanies(
  app: Reading,
  shop: Asked,
  { q, page, carrier }: CarriersQuery,
): Promise<CompaniesView> {
  const asked = { shopId: shop.id, from: countedFrom(app, shop) };
  const [found, detected] = await Promise.all([
    // A search for signs alone finds nothing.
    listCompanies(app.db, {
      ...asked,
      search: q && (companyKey(q) || q),
      limit: pageSize + 1,
      offset: (page - 1) * pageSize,
    }),
    listDetectedCarriers(app.db),
  ]);
  const shown = found.slice(0, pageSize);
  const transit = await loadTransitOfCompanies(app.db, {
    ...asked,
    keys: shown.map(({ key }) => key),
  });
  const nameCarrier = carrierNames(detected);
  return {
    tab: "companies",
    rows: shown.map((counts) =>
      companyRowOf(counts, transit.get(counts.key) ?? [], nameCarrier),
    ),
    search: q,
    page,
    hasNext: found.length > pageSize && !isLastPage(page),
    chosen: carrier === null ? null : nameCarrier(carrier),
  };
}

async function loadUsedCarriers(
  app: Reading,
  shop: Asked,
): Promise<UsedCarriersView> {
  const asked = { shopId: shop.id, from: countedFrom(app, shop) };
  const [found, transit, detected] = await Promise.all([
    listUsedCarriers(app.db, asked),
    loadTransitOfCarriers(app.db, asked),
    listDetectedCarriers(app.db),
  ]);
  const nameCarrier = carrierNames(detected);
  return {
    tab: "carriers",
    rows: found.map((counts) =>
      usedCarrierOf(counts, transit.get(counts.carrierId) ?? [], nameCarrier),
    ),
  };
}
