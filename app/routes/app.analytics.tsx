import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { AnalyticsPage } from "#app/features/analytics/analytics-page.tsx";
import { authenticateShop } from "#app/shopify/authenticate-shop.server.ts";
import { loadAnalytics } from "#app/use-cases/load-analytics.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await authenticateShop(context.app, request);
  const { searchParams } = new URL(request.url);
  return loadAnalytics(context.app, shop, searchParams);
}

export default function AnalyticsRoute() {
  return <AnalyticsPage view={useLoaderData<typeof loader>()} />;
}
