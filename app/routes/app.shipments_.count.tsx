import type { LoaderFunctionArgs } from "@remix-run/node";
import { conditionsOf } from "#app/features/shipments/list-conditions.ts";
import { countShipments } from "#app/features/shipments/count-shipments.server.ts";
import { readListQuery } from "#app/features/shipments/read-list-query.ts";
import { authenticateShop } from "#app/shopify/authenticate-shop.server.ts";

/** How many parcels the list holds, for the page's script: before all of them are changed. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { db, clock } = context.app;
  const { shop } = await authenticateShop(context.app, request);
  const query = readListQuery(new URL(request.url).searchParams);
  const conditions = conditionsOf(query, shop, clock.now());
  return Response.json(await countShipments(db, conditions));
}
