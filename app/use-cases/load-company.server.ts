import type { Shop } from "@prisma/client";
import type { App } from "#app/app-context.ts";
import { NotFoundError } from "#app/domain/app-error.ts";
import { carrierNames } from "#app/features/carriers/carrier-names.ts";
import type { CompanyView } from "#app/features/carriers/carriers-view.ts";
import { countEffect } from "#app/features/carriers/count-effect.server.ts";
import { companyRowOf } from "#app/features/carriers/figures.ts";
import { findCompany } from "#app/features/carriers/list-companies.server.ts";
import { listDetectedCarriers } from "#app/features/carriers/list-detected-carriers.server.ts";
import { builtinCarrierOf } from "#app/features/carriers/resolve-carrier.ts";
import { loadVolumes } from "./load-carriers.server.ts";

/**
 * One company name of the shop: its carrier, how its parcels fare, and how far a mapping is applied.
 * @throws NotFoundError where no parcel of the shop had it
 */
export async function loadCompany(
  app: Pick<App, "db" | "clock">,
  shop: Pick<Shop, "id" | "timeZone">,
  key: string,
): Promise<CompanyView> {
  const asked = { shopId: shop.id, key };
  const volumes = await loadVolumes(app, shop);
  const [found, detected] = await Promise.all([
    findCompany(app.db, { ...asked, volumes }),
    listDetectedCarriers(app.db),
  ]);
  if (!found) throw new NotFoundError("company");
  const { mappedId } = found;
  const effect = await countEffect(app.db, {
    ...asked,
    carrierId: mappedId ?? "",
  });
  const nameCarrier = carrierNames(detected);
  const builtin = builtinCarrierOf(key);
  return {
    company: companyRowOf(found, nameCarrier),
    automatic: builtin
      ? { carrier: nameCarrier(builtin.carrierId), isSure: builtin.isSure }
      : null,
    candidates: found.candidates.map(({ id, name }) => ({
      id,
      name: name || nameCarrier(id).name,
    })),
    left: mappedId === null ? effect.held : effect.waiting,
    isApplying: found.isApplying,
    held: effect.held,
  };
}
