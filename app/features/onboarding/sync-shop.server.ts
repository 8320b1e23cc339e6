import { z } from "zod";
import type { App } from "#app/app-context.ts";
import { shopProfileQuery } from "#app/shopify/graphql/shop-profile.ts";
import { queryAdmin } from "#app/shopify/query-admin.server.ts";

const profile = z.object({
  // A zone that this Node does not know would break every date on the pages.
  shop: z.object({ ianaTimezone: z.string().refine(isTimeZone).catch("UTC") }),
  currentAppInstallation: z.object({
    accessScopes: z.array(z.object({ handle: z.string() })),
  }),
});

/** Reads the shop's time zone and granted scopes from Shopify. */
export async function syncShop(app: App, shopId: string): Promise<void> {
  const shop = await app.db.shop.findUnique({ where: { id: shopId } });
  if (shop?.state !== "active") return;
  const told = await queryAdmin(app, shop.domain, {
    document: shopProfileQuery,
    schema: profile,
  });
  await app.db.shop.updateMany({
    where: { id: shopId },
    data: {
      timeZone: told.shop.ianaTimezone,
      grantedScopes: told.currentAppInstallation.accessScopes
        .map(({ handle }) => handle)
        // Others could not be told apart in the list, or not be stored.
        .filter((handle) => /^\w+$/.test(handle))
        .join(","),
    },
  });
}

function isTimeZone(timeZone: string) {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone }));
  } catch {
    return false;
  }
}
