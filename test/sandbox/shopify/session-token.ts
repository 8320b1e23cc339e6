import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";

export type SessionClaims = {
  iss: string;
  dest: string;
  aud: string;
  sub: string;
  exp: number;
  nbf: number;
  iat: number;
  jti: string;
  sid: string;
};

const encode = (value: unknown) =>
  Buffer.from(JSON.stringify(value)).toString("base64url");
const sign = (text: string, secret: string) =>
  createHmac("sha256", secret).update(text).digest();

/** A session token as App Bridge hands it out: HS256 with the app's secret, for a minute. */
export function mintSessionToken(asked: {
  apiKey: string;
  apiSecret: string;
  shop: string;
  userId?: string;
  expiresInSeconds?: number;
  claims?: Partial<SessionClaims>;
}): string {
  const now = Math.floor(Date.now() / 1000);
  const claims: SessionClaims = {
    iss: `https://${asked.shop}/admin`,
    dest: `https://${asked.shop}`,
    aud: asked.apiKey,
    sub: asked.userId ?? "4200",
    exp: now + (asked.expiresInSeconds ?? 60),
    nbf: now - 1,
    iat: now,
    jti: randomUUID(),
    sid: randomUUID(),
    ...asked.claims,
  };
  const text = `${encode({ alg: "HS256", typ: "JWT" })}.${encode(claims)}`;
  return `${text}.${sign(text, asked.apiSecret).toString("base64url")}`;
}

/**
 * A token as a customer's order page hands it out: `dest` without a scheme, no issuer of the admin's, and the customer
 * where the shop lets the app know.
 */
export function mintCustomerToken(
  asked: Parameters<typeof mintSessionToken>[0],
): string {
  const { shop, claims } = asked;
  const ofCustomer = {
    iss: undefined,
    dest: shop,
    sub: "gid://shopify/Customer/7",
  };
  return mintSessionToken({ ...asked, claims: { ...ofCustomer, ...claims } });
}

/** The claims of a token that holds for this app and shop; undefined otherwise. */
export function verifySessionToken(
  token: string,
  expected: { apiKey: string; apiSecret: string; shop: string },
): SessionClaims | undefined {
  const [header, body, mac] = token.split(".");
  if (!header || !body || !mac) return undefined;
  const good = sign(`${header}.${body}`, expected.apiSecret);
  const given = Buffer.from(mac, "base64url");
  if (good.length !== given.length || !timingSafeEqual(good, given))
    return undefined;
  const claims = JSON.parse(
    Buffer.from(body, "base64url").toString(),
  ) as SessionClaims;
  const now = Date.now() / 1000;
  const holds =
    claims.aud === expected.apiKey &&
    claims.dest === `https://${expected.shop}` &&
    claims.exp > now &&
    claims.nbf <= now + 5;
  return holds ? claims : undefined;
}
