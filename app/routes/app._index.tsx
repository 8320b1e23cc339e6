import { redirect, type LoaderFunctionArgs } from "@remix-run/node";

/** The list is the home page. The query goes along: it holds what Shopify signed. */
export function loader({ request }: LoaderFunctionArgs) {
  return redirect(`/app/shipments${new URL(request.url).search}`);
}
