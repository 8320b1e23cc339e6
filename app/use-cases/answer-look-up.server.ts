import type { Shop } from "@prisma/client";
import type { App } from "#app/app-context.ts";
import { findParcels } from "#app/features/storefront/find-parcels.server.ts";
import {
  lookUpKeysOf,
  readLookUp,
  type LookUp,
} from "#app/features/storefront/look-up-schema.ts";
import {
  renderPage,
  renderPart,
} from "#app/features/storefront/render-tracking-page.server.ts";
import { chooseLanguage } from "#app/features/storefront/storefront-texts.ts";
import { takeLookUpSlot } from "#app/features/storefront/take-look-up-slot.server.ts";
import type { ShownResult } from "#app/features/storefront/tracking-result.tsx";
import { expectParcels } from "./expect-parcels.server.ts";
import {
  findOrdersByContact,
  findOwnOrders,
} from "./find-shopper-orders.server.ts";
import { lookUpsOf } from "./turns-of-shop.server.ts";
import { addressOf, visitorKeyOf } from "./visitor-key.server.ts";
import { verifyAppProxy } from "#app/shopify/verify-app-proxy.server.ts";

/**
 * A shopper's look-up, as Shopify's app proxy forwards it. "No such order" and "another number" get the same answer
 * for the same work. Nothing of it is cached.
 */
export async function answerLookUp(
  app: App,
  request: Request,
): Promise<Response> {
  const domain = await verifyAppProxy(app, request);
  if (!domain) return new Response("unauthorized", { status: 401 });
  const lookUp = readLookUp(new URL(request.url).searchParams);
  const language = chooseLanguage(
    lookUp.locale,
    request.headers.get("accept-language"),
  );
  const shop = await app.db.shop.findUnique({
    where: { domain, state: { not: "uninstalled" } },
  });
  const result = lookUp.isEmpty
    ? null
    : await resultOf(app, { shop, domain, lookUp, request });
  const body = (lookUp.isPart ? renderPart : renderPage)({
    lookUp,
    language,
    result,
    isByContact: shop?.contactLookUp ?? false,
  });
  return new Response(body, {
    // Shopify shows an answer to the shopper only where it is 200.
    status: 200,
    headers: {
      // Inside the theme, unless the theme's block asks.
      "Content-Type": lookUp.isPart
        ? "text/html; charset=utf-8"
        : "application/liquid; charset=utf-8",
      "Cache-Control": "private, no-store",
      "X-Robots-Tag": "noindex",
    },
  });
}

async function resultOf(
  app: App,
  asked: {
    shop: Shop | null;
    domain: string;
    lookUp: LookUp;
    request: Request;
  },
): Promise<ShownResult> {
  const { shop, domain, lookUp, request } = asked;
  if (isIncomplete(lookUp)) return { kind: "missing" };
  const now = app.clock.now();
  const mayLook = await takeLookUpSlot(app.db, {
    shopKey: lookUpsOf(domain),
    visitorKey: visitorKeyOf(app, {
      ...{ domain, now },
      visitor: addressOf(request),
    }),
    now,
  });
  if (!mayLook) return { kind: "limited" };
  const found = await findFor(app, shop, lookUp);
  if (typeof found === "string") return { kind: found };
  if (!shop || found.length === 0) return { kind: nothingFor(shop, lookUp) };
  const expected = await expectParcels(app, shop, found);
  const parcels = found.map(({ parcel }, at) => ({
    ...parcel,
    expected: expected[at] ?? null,
  }));
  return { kind: "parcels", parcels };
}

/** The shopper's parcels: by what was typed, where that is told by Shopify, or as the customer who is signed in. */
async function findFor(app: App, shop: Shop | null, lookUp: LookUp) {
  const shopId = shop?.id ?? null;
  const { orderKey, number } = lookUpKeysOf(lookUp);
  if (lookUp.isOwn) {
    const own =
      shop && lookUp.customerId
        ? await findOwnOrders(app, shop, lookUp.customerId)
        : { gids: [] };
    return typeof own === "string" ? own : findParcels(app.db, shopId, own);
  }
  const named = { key: orderKey, numbers: [number] };
  const found = await findParcels(app.db, shopId, named);
  if (found.length > 0 || !shop) return found;
  const asked = { orderKey, contact: lookUp.number };
  const orders = await findOrdersByContact(app, shop, asked);
  if (typeof orders === "string") return orders;
  return orders.gids.length > 0 ? findParcels(app.db, shopId, orders) : found;
}

function isIncomplete(lookUp: LookUp) {
  const { orderKey, number } = lookUpKeysOf(lookUp);
  return !lookUp.isOwn && (orderKey === "" || number === "");
}

function nothingFor(shop: Shop | null, { isOwn }: LookUp) {
  if (isOwn) return "noneOwn";
  return shop?.contactLookUp ? "notFoundByContact" : "notFound";
}
