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
  const result = lookUp.isEmpty
    ? null
    : await resultOf(app, { domain, lookUp, request });
  const body = (lookUp.isPart ? renderPart : renderPage)({
    lookUp,
    language,
    result,
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
  asked: { domain: string; lookUp: LookUp; request: Request },
): Promise<ShownResult> {
  const { domain, lookUp, request } = asked;
  const keys = lookUpKeysOf(lookUp);
  if (keys.number === "" || keys.orderKey === "") return { kind: "missing" };
  const now = app.clock.now();
  const mayLook = await takeLookUpSlot(app.db, {
    shopKey: `shop ${domain}`,
    visitorKey: visitorKeyOf(app, {
      ...{ domain, now },
      visitor: addressOf(request),
    }),
    now,
  });
  if (!mayLook) return { kind: "limited" };
  const shop = await app.db.shop.findUnique({
    where: { domain, state: { not: "uninstalled" } },
    select: { id: true, timeZone: true },
  });
  const shopId = shop?.id ?? null;
  const found = await findParcels(app.db, {
    shopId,
    order: { key: keys.orderKey },
    numbers: [keys.number],
  });
  if (!shop || found.length === 0) return { kind: "notFound" };
  const expected = await expectParcels(app, shop, found);
  const parcels = found.map(({ parcel }, at) => ({
    ...parcel,
    expected: expected[at] ?? null,
  }));
  return { kind: "parcels", parcels };
}
