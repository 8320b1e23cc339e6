import type { App } from "#app/app-context.ts";

/**
 * Refuses what would take a browser elsewhere: the page that fetches a session token goes on to `shopify-reload`, and
 * puts `shop` into its policy of who may frame it, as they are.
 * @throws Response 400
 */
export function requireOwnAddresses(
  { env, shopify }: Pick<App, "env"> & { shopify: Pick<App["shopify"], "api"> },
  request: Request,
): void {
  const { searchParams } = new URL(request.url);
  const reloads = searchParams.getAll("shopify-reload");
  const shops = searchParams.getAll("shop");
  const areOwn =
    reloads.every((reload) => originOf(reload, env.appUrl) === env.appUrl) &&
    shops.every((shop) => shopify.api.utils.sanitizeShop(shop) === shop);
  if (!areOwn) throw new Response("Bad request", { status: 400 });
}

const originOf = (address: string, base: string) =>
  URL.canParse(address, base) ? new URL(address, base).origin : undefined;
