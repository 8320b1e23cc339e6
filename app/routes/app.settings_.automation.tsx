import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { AutomationPage } from "#app/features/settings/automation-page.tsx";
import { authenticateShop } from "#app/shopify/authenticate-shop.server.ts";
import { loadAutomation } from "#app/use-cases/load-automation.server.ts";

/** Saved by the action of the settings page. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await authenticateShop(context.app, request);
  return loadAutomation(context.app, shop);
}

export default function AutomationRoute() {
  return <AutomationPage view={useLoaderData<typeof loader>()} />;
}
