import { z } from "zod";
import type { App } from "#app/app-context.ts";

const bearer = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/;
const claims = z.object({ iss: z.string(), dest: z.string() });

/**
 * Refuses a token that another than the shop's admin issued. Customers' and checkouts' tokens bear the same signature
 * and audience, which is all that Shopify's library looks at. A header that this cannot read is refused, because the
 * library may read it in another way; what is no token in the address is left to the library.
 * @throws Response 401
 */
export function refuseOtherIssuers(
  { shopify }: { shopify: Pick<App["shopify"], "api"> },
  request: Request,
): void {
  const header = request.headers.get("authorization");
  const inAddress = new URL(request.url).searchParams.get("id_token");
  const { sanitizeShop } = shopify.api.utils;
  const isRight = (claimed: unknown) => {
    const { iss, dest } = claims.safeParse(claimed).data ?? {};
    const shop = dest?.startsWith("https://") && sanitizeShop(dest.slice(8));
    return shop && iss === `https://${shop}/admin`;
  };
  const claimed = [
    ...(header ? [claimsOf(bearer.exec(header)?.[1])] : []),
    ...[claimsOf(inAddress)].filter((one) => one !== undefined),
  ];
  if (claimed.every(isRight)) return;
  throw Response.json({ error: "unauthorized" }, { status: 401 });
}

function claimsOf(token: string | null | undefined): unknown {
  const body = token?.split(".", 2)[1];
  if (!body) return undefined;
  try {
    return JSON.parse(Buffer.from(body, "base64url").toString());
  } catch {
    return undefined;
  }
}
