import { z } from "zod";
import type { AppSecrets } from "./app-secrets.ts";
import type { ShopifyJournal } from "./journal.ts";
import { verifySessionToken } from "./session-token.ts";
import { newToken, type SimulatedShop } from "./world.ts";

export type OAuthAnswer = { status: number; body: object };

const offline = "urn:shopify:params:oauth:token-type:offline-access-token";
const request = z.object({
  client_id: z.string(),
  client_secret: z.string(),
  grant_type: z.string(),
  subject_token: z.string().optional(),
  requested_token_type: z.string().optional(),
  expiring: z.string().optional(),
  refresh_token: z.string().optional(),
});

const refuse = (error: string, status = 400): OAuthAnswer => ({
  status,
  body: { error, error_description: error },
});

/** POST /admin/oauth/access_token: token exchange and refresh, for expiring offline tokens only. */
export function answerTokenRequest(
  world: {
    apiKey: string;
    secrets: Pick<AppSecrets, "signing" | "newest">;
    tokenSeconds: number;
    journal: ShopifyJournal;
  },
  shop: SimulatedShop | undefined,
  body: unknown,
): OAuthAnswer {
  const asked = request.safeParse(body);
  if (!shop || !asked.success) return refuse("invalid_request");
  const { data } = asked;
  if (
    data.client_id !== world.apiKey ||
    data.client_secret !== world.secrets.newest()
  )
    return refuse("invalid_client", 401);
  if (data.grant_type === "refresh_token") {
    const known = shop.refreshTokens.find(
      ({ token }) => token === data.refresh_token,
    );
    if (!shop.isInstalled || !known || known.expiresAt < Date.now())
      return refuse("invalid_grant");
    world.journal.refreshes.push(shop.domain);
    const issued = issue(shop, world.tokenSeconds);
    known.replacedBy = issued.access_token;
    return { status: 200, body: issued };
  }
  const claims = verifySessionToken(data.subject_token ?? "", {
    apiKey: world.apiKey,
    apiSecret: world.secrets.signing(),
    shop: shop.domain,
  });
  if (!claims) return refuse("invalid_subject_token");
  if (data.requested_token_type !== offline || data.expiring !== "1")
    return refuse("invalid_request");
  shop.isInstalled = true;
  world.journal.exchanges.push(shop.domain);
  return { status: 200, body: issue(shop, world.tokenSeconds) };
}

function issue(shop: SimulatedShop, tokenSeconds: number) {
  const now = Date.now();
  const refreshSeconds = 90 * 86_400;
  const access = {
    token: newToken("shpat"),
    expiresAt: now + tokenSeconds * 1000,
    scope: shop.scopes.join(","),
  };
  const refresh = {
    token: newToken("shprt"),
    expiresAt: now + refreshSeconds * 1000,
  };
  shop.accessTokens.push(access);
  shop.refreshTokens.push(refresh);
  return {
    access_token: access.token,
    scope: access.scope,
    expires_in: tokenSeconds,
    refresh_token: refresh.token,
    refresh_token_expires_in: refreshSeconds,
  };
}

/** The first use of a new access token ends the refresh token it was made from. */
export function useAccessToken(shop: SimulatedShop, token: string) {
  const known = shop.accessTokens.find((access) => access.token === token);
  if (!shop.isInstalled || !known || known.expiresAt < Date.now())
    return undefined;
  shop.refreshTokens = shop.refreshTokens.filter(
    ({ replacedBy }) => replacedBy !== token,
  );
  return known;
}
