import type { LoaderFunctionArgs } from "@remix-run/node";

/** Shopify's library answers what comes back from Shopify. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  await context.app.shopify.authenticate.admin(request);
  return null;
}
