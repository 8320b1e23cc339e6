import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { readCursor } from "#app/features/shipments/list-cursor.ts";
import { listShipments } from "#app/features/shipments/list-shipments.server.ts";
import { searchTermsOf } from "#app/features/shipments/search-terms.ts";
import { ShipmentsPage } from "#app/features/shipments/shipments-page.tsx";
import type { ShipmentsPageView } from "#app/features/shipments/shipments-view.ts";
import { authenticateShop } from "#app/shopify/authenticate-shop.server.ts";

export async function loader({
  request,
  context,
}: LoaderFunctionArgs): Promise<ShipmentsPageView> {
  const { shop } = await authenticateShop(context.app, request);
  const { searchParams } = new URL(request.url);
  const typed = searchParams.get("q") ?? "";
  const search = searchTermsOf(typed);
  const list = await listShipments(context.app.db, {
    shopId: shop.id,
    cursor: readCursor(searchParams.get("cursor")),
    search,
  });
  return {
    ...list,
    search: search ? typed.trim() : "",
    timeZone: shop.timeZone,
    automaticRegistration: shop.automaticRegistration,
  };
}

export default function ShipmentsRoute() {
  return <ShipmentsPage view={useLoaderData<typeof loader>()} />;
}
