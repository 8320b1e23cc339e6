import type { Shop } from "@prisma/client";
import type { App } from "#app/app-context.ts";
import { companyKey } from "#app/domain/company-key.ts";
import { addDays, shopDayOf } from "#app/domain/shop-day.ts";
import { loadSums } from "#app/features/kept-sums/load-sums.server.ts";
import { carrierNames } from "#app/features/carriers/carrier-names.ts";
import type { CarriersQuery } from "#app/features/carriers/carriers-query.ts";
import type { CompaniesView } from "#app/features/carriers/carriers-view.ts";
import { companyRowOf } from "#app/features/carriers/figures.ts";
import { listCompanies } from "#app/features/carriers/list-companies.server.ts";
import { listDetectedCarriers } from "#app/features/carriers/list-detected-carriers.server.ts";
import type { CompanyVolume } from "#app/features/carriers/sum-companies.server.ts";
import { companySums } from "./sum-companies.server.ts";

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
  const volumes = await loadVolumes(app, shop);
  const [found, detected] = await Promise.all([
    listCompanies(app.db, {
      shopId: shop.id,
      volumes,
      by,
      // A search for signs alone finds nothing.
      search: q && (companyKey(q) || q),
      limit: pageSize + 1,
      offset: (page - 1) * pageSize,
    }),
    listDetectedCarriers(app.db),
  ]);
  const shown = found.slice(0, pageSize);
  const nameCarrier = carrierNames(detected);
  return {
    query,
    rows: shown.map((counts) => companyRowOf(counts, nameCarrier)),
    hasNext: found.length > pageSize,
    hasCompanies: shown.length > 0 || q !== "" || by !== "all" || page > 1,
  };
}

/** What became of the parcels of each company in the last 90 days. */
export function loadVolumes(
  app: Reading,
  shop: Asked,
): Promise<CompanyVolume[]> {
  const now = app.clock.now();
  const to = shopDayOf(now, shop.timeZone);
  const from = addDays(to, 1 - daysBack);
  return loadSums(app.db, companySums, { shopId: shop.id, from, to, now });
}
