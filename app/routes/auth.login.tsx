import { redirect } from "@remix-run/node";

/** Shopify's library sends here who comes without a shop. There is no login of ours: that is the admin's. */
export function loader() {
  return redirect("/");
}
