import type { LoaderFunctionArgs } from "@remix-run/node";
import { listDetectedCarriers } from "#app/features/carriers/list-detected-carriers.server.ts";
import { searchCarriers } from "#app/features/carriers/search-carriers.ts";
import { authenticateShop } from "#app/shopify/authenticate-shop.server.ts";

/** What the carrier picker offers for `?q=`. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  await authenticateShop(context.app, request);
  const query = new URL(request.url).searchParams.get("q") ?? "";
  const detected = await listDetectedCarriers(context.app.db);
  return { query, carriers: searchCarriers(query, detected) };
}
