import type { Shop } from "@prisma/client";
import type { App } from "#app/app-context.ts";
import { companyKey } from "#app/domain/company-key.ts";
import { addDays, shopDayOf } from "#app/domain/shop-day.ts";
import { carrierNames } from "#app/features/carriers/carrier-names.ts";
import type { CarriersQuery } from "#app/features/carriers/carriers-query.ts";
import type { CompaniesView } from "#app/features/carriers/carriers-view.ts";
import { companyRowOf } from "#app/features/carriers/figures.ts";
import { listCompanies } from "#app/features/carriers/list-companies.server.ts";
import { listDetectedCarriers } from "#app/features/carriers/list-detected-carriers.server.ts";
import { loadTransit } from "#app/features/carriers/load-transit.server.ts";

const pageSize = 50;
const daysBack = 90;

type Reading = Pick<App, "db" | "clock">;
type Asked = Pick<Shop, "id" | "timeZone">;

/** A page of the shop's company names, with how their parcels fare. */
export async function loadCarriers(
  app: Reading,
  shop: Asked,
  query: CarriersQuery,
): Promise<Omit<CompaniesView, "isPhone">> {
  const { q, by, page } = query;
  const asked = { shopId: shop.id, from: countedFrom(app, shop) };
  const [found, detected] = await Promise.all([
    listCompanies(app.db, {
      ...asked,
      by,
      // A search for signs alone finds nothing.
      search: q && (companyKey(q) || q),
      limit: pageSize + 1,
      offset: (page - 1) * pageSize,
    }),
    listDetectedCarriers(app.db),
  ]);
  const shown = found.slice(0, pageSize);
  const keys = shown.map(({ key }) => key);
  const transit = await loadTransit(app.db, { ...asked, keys });
  const nameCarrier = carrierNames(detected);
  return {
    query,
    rows: shown.map((counts) =>
      companyRowOf(counts, transit.get(counts.key) ?? [], nameCarrier),
    ),
    hasNext: found.length > pageSize,
    hasCompanies: shown.length > 0 || q !== "" || by !== "all" || page > 1,
  };
}

/** The first of the 90 days that are counted. */
export const countedFrom = (app: Pick<App, "clock">, shop: Asked): string =>
  addDays(shopDayOf(app.clock.now(), shop.timeZone), 1 - daysBack);
