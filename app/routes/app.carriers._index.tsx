import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { CarriersPage } from "#app/features/carriers/carriers-page.tsx";
import { readCarriersQuery } from "#app/features/carriers/carriers-query.ts";
import type { CompaniesView } from "#app/features/carriers/carriers-view.ts";
import { authenticateShop } from "#app/shopify/authenticate-shop.server.ts";
import { loadCarriers } from "#app/use-cases/load-carriers.server.ts";

export async function loader({
  request,
  context,
}: LoaderFunctionArgs): Promise<CompaniesView> {
  const { shop } = await authenticateShop(context.app, request);
  const query = readCarriersQuery(new URL(request.url).searchParams);
  const isPhone = /\bMobi/.test(request.headers.get("user-agent") ?? "");
  return { ...(await loadCarriers(context.app, shop, query)), isPhone };
}

export default function CarriersRoute() {
  return <CarriersPage view={useLoaderData<typeof loader>()} />;
}
