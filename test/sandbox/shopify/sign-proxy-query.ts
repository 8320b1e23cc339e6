import { createHmac } from "node:crypto";

/** A storefront's query as Shopify's app proxy forwards it: with the shop, the time, and signed. */
export function signProxyQuery(
  asked: Record<string, string | string[]> & { shop: string },
  secret: string,
): URLSearchParams {
  const query = new URLSearchParams({
    logged_in_customer_id: "",
    path_prefix: "/apps/track",
    timestamp: String(Math.floor(Date.now() / 1_000)),
  });
  for (const [name, value] of Object.entries(asked)) {
    query.delete(name);
    for (const one of [value].flat()) query.append(name, one);
  }
  const names = [...new Set(query.keys())].sort();
  const text = names
    .map((name) => `${name}=${query.getAll(name).join(",")}`)
    .join("");
  query.set(
    "signature",
    createHmac("sha256", secret).update(text).digest("hex"),
  );
  return query;
}
