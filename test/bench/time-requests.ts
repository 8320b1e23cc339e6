import type { Sandbox } from "#test/sandbox/start-sandbox.ts";
import { browserHeaders } from "#test/sandbox/start-sandbox.ts";

/** `data`: what the page's script asks for when a merchant goes there. `document`: the whole page, rendered. */
export type Served = "data" | "document";

export type Timed = { path: string; ms: number };

/**
 * Asks for a shop's pages one after the other, each until the last byte.
 * @throws when one is not answered with the page
 */
export async function timeRequests(
  { app, shopify }: Pick<Sandbox, "app" | "shopify">,
  asked: { domain: string; paths: string[]; served: Served; times: number },
): Promise<Timed[]> {
  const { domain, paths, served, times } = asked;
  const timed: Timed[] = [];
  for (let n = 0; n < times; n++) {
    const path = paths[n % paths.length] ?? "";
    const request = requestFor(app.url, path, {
      domain,
      served,
      token: shopify.sessionToken(domain),
    });
    const from = performance.now();
    const response = await fetch(request);
    const body = await response.text();
    timed.push({ path, ms: performance.now() - from });
    if (response.status !== 200 || !proofs[served].test(body))
      throw new Error(
        `${path} of ${domain} answered ${response.status}: ${body.slice(0, 500)}`,
      );
  }
  return timed;
}

// A data request that fails answers an error in place of data, and a page one too.
const proofs: Record<Served, RegExp> = {
  data: /^(?!.*"SanitizedError").*"data"/s,
  document: /^(?!.*Unexpected Server Error).*<\/html>/s,
};

function requestFor(
  appUrl: string,
  path: string,
  { domain, served, token }: { domain: string; served: Served; token: string },
) {
  const url = new URL(path, appUrl);
  if (served === "data") {
    url.pathname += ".data";
    return new Request(url, {
      headers: {
        ...browserHeaders,
        accept: "*/*",
        authorization: `Bearer ${token}`,
      },
    });
  }
  const host = `admin.shopify.com/store/${domain.split(".")[0]}`;
  const embedding = {
    embedded: "1",
    shop: domain,
    host: Buffer.from(host).toString("base64"),
    id_token: token,
  };
  for (const [name, value] of Object.entries(embedding))
    url.searchParams.set(name, value);
  return new Request(url, { headers: browserHeaders });
}
