import { z } from "zod";

const claims = z.object({ iss: z.string(), dest: z.string() });

/**
 * Refuses a token that another than the shop's admin issued. Customers' and checkouts' tokens bear the same signature
 * and audience, which is all that Shopify's library looks at. What is no token at all is left to the library.
 * @throws Response 401
 */
export function refuseOtherIssuers(request: Request): void {
  const header = request.headers.get("authorization") ?? "";
  const tokens = [
    header.replace(/^Bearer /, ""),
    new URL(request.url).searchParams.get("id_token") ?? "",
  ];
  if (tokens.every(isOfAdminOrNoToken)) return;
  throw Response.json({ error: "unauthorized" }, { status: 401 });
}

function isOfAdminOrNoToken(token: string) {
  const body = token.split(".", 2)[1];
  if (!body) return true;
  let decoded: unknown;
  try {
    decoded = JSON.parse(Buffer.from(body, "base64url").toString());
  } catch {
    return true;
  }
  const { iss, dest } = claims.safeParse(decoded).data ?? {};
  return dest?.startsWith("https://") === true && iss === `${dest}/admin`;
}
