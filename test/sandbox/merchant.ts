import { browserHeaders, shopDomain, type Sandbox } from "./start-sandbox.ts";

/** Sends a form of the app as the merchant's browser does, with a session token. */
export async function submitForm(
  { app, shopify }: Sandbox,
  path: string,
  fields: Record<string, string>,
  domain = shopDomain,
): Promise<void> {
  const response = await fetch(new URL(path, app.url), {
    method: "POST",
    headers: {
      ...browserHeaders,
      authorization: `Bearer ${shopify.sessionToken(domain)}`,
    },
    body: new URLSearchParams(fields),
  });
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
}
