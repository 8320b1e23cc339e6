import { z } from "zod";
import type { App } from "#app/app-context.ts";
import { noteRequest } from "#app/platform/http/request-notes.server.ts";

/** Who an extension's call is from. */
export type TokenHolder = {
  /** The shop's domain. */
  shop: string;
  /** Shopify's id of the staff member or the customer; null for a customer who did not let us know. */
  subject: string | null;
};

type TokenApp = Pick<App, "env" | "requestNotes"> & {
  shopify: Pick<App["shopify"], "api" | "verifiers">;
};

const claims = z.object({
  iss: z.string().optional(),
  dest: z.string(),
  aud: z.string(),
  sub: z.string().optional(),
});

/**
 * The holder of an admin session token, as an admin extension sends it. Its issuer is the shop's admin, which no
 * customer's token can say.
 * @throws Response 401 for any other token
 */
export async function readAdminToken(
  app: TokenApp,
  request: Request,
): Promise<TokenHolder> {
  const { iss, dest, sub } = await readClaims(app, request);
  const shop = dest.startsWith("https://") && shopOf(app, dest.slice(8));
  if (!shop || iss !== `https://${shop}/admin` || !sub) throw refusal();
  noteRequest(app, request, { shop });
  return { shop, subject: sub };
}

/**
 * The holder of a customer-account token, as the order status page sends it: its `dest` has no scheme, and it bears
 * the customer only where the shop lets the app know.
 * @throws Response 401 for any other token
 */
export async function readCustomerToken(
  app: TokenApp,
  request: Request,
): Promise<TokenHolder> {
  const { iss, dest, sub } = await readClaims(app, request);
  const shop = shopOf(app, dest);
  if (!shop || iss?.endsWith("/admin")) throw refusal();
  noteRequest(app, request, { shop });
  return { shop, subject: sub ?? null };
}

async function readClaims({ env, shopify }: TokenApp, request: Request) {
  const token = /^Bearer ([\w.-]+)$/.exec(
    request.headers.get("authorization") ?? "",
  )?.[1];
  if (!token || token.length > 4_096) throw refusal();
  // What the library throws quotes the token.
  const decoded: unknown = await Promise.any(
    shopify.verifiers.map(({ session }) =>
      session.decodeSessionToken(token, { checkAudience: false }),
    ),
  ).catch(() => undefined);
  const read = claims.safeParse(decoded).data;
  // The library does not look at the audience of a customer's token.
  if (read?.aud !== env.shopifyApiKey) throw refusal();
  return read;
}

function shopOf({ shopify }: TokenApp, host: string) {
  return shopify.api.utils.sanitizeShop(host);
}

const refusal = () => Response.json({ error: "unauthorized" }, { status: 401 });
