import type { LoaderFunctionArgs } from "@remix-run/node";
import { searchCarriers } from "#app/features/shipments/search-carriers.ts";
import { authenticateShop } from "#app/shopify/authenticate-shop.server.ts";

/** What the carrier picker offers for `?q=`. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  await authenticateShop(context.app, request);
  const query = new URL(request.url).searchParams.get("q") ?? "";
  return { query, carriers: searchCarriers(query) };
}
