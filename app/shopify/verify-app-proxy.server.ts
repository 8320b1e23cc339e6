import type { App } from "#app/app-context.ts";

/**
 * The shop whose storefront Shopify forwarded a request from: signed over every parameter, at most 90 seconds ago.
 * It does not say who is looking.
 * @returns undefined for a request that Shopify did not sign
 */
export async function verifyAppProxy(
  app: { shopify: Pick<App["shopify"], "api"> },
  request: Request,
): Promise<string | undefined> {
  const { searchParams } = new URL(request.url);
  const { utils } = app.shopify.api;
  // Throws for a missing, repeated or old parameter.
  const isSigned = await utils
    .validateHmac(searchParams, { signator: "appProxy" })
    .catch(() => false);
  const shop = searchParams.get("shop");
  return (isSigned && shop && utils.sanitizeShop(shop)) || undefined;
}
