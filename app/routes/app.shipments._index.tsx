import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { loadList } from "#app/features/shipments/load-list.server.ts";
import { ShipmentsPage } from "#app/features/shipments/shipments-page.tsx";
import { authenticateShop } from "#app/shopify/authenticate-shop.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await authenticateShop(context.app, request);
  return loadList(context.app, shop, request);
}

export default function ShipmentsRoute() {
  return <ShipmentsPage view={useLoaderData<typeof loader>()} />;
}
