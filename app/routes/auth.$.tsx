import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireOwnAddresses } from "#app/shopify/require-own-addresses.server.ts";

/** Shopify's library answers what comes back from Shopify. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  requireOwnAddresses(context.app, request);
  await context.app.shopify.authenticate.admin(request);
  return null;
}
