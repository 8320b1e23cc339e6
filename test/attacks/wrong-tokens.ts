import { createHmac, generateKeyPairSync, sign as signWith } from "node:crypto";
import {
  mintCustomerToken,
  mintSessionToken,
} from "#test/sandbox/shopify/session-token.ts";
import { domain, otherDomain } from "#test/routes/use-settings.ts";

const known = {
  apiKey: "simulated-key",
  apiSecret: "simulated-secret",
  shop: domain,
};
const admin = (changes: Partial<Parameters<typeof mintSessionToken>[0]> = {}) =>
  mintSessionToken({ ...known, ...changes });
const seconds = () => Math.floor(Date.now() / 1_000);
const encode = (value: unknown) =>
  Buffer.from(JSON.stringify(value)).toString("base64url");
const bodyOf = (token: string) => token.split(".")[1]!;
const hmac = (text: string, secret: string, hash = "sha256") =>
  createHmac(hash, secret).update(text).digest("base64url");

function withHeader(header: object, mac: (text: string) => string) {
  const text = `${encode(header)}.${bodyOf(admin())}`;
  return `${text}.${mac(text)}`;
}

function rs256() {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
  return withHeader({ alg: "RS256", typ: "JWT" }, (text) =>
    signWith("sha256", Buffer.from(text), privateKey).toString("base64url"),
  );
}

/** Tokens that prove nothing to any route. */
export const forgedTokens: Record<string, () => string> = {
  "is none": () => "",
  "is no token": () => "abc",
  "has no parts": () => "..",
  "is expired": () => admin({ expiresInSeconds: -120 }),
  "is not valid yet": () => admin({ claims: { nbf: seconds() + 120 } }),
  "is for another app": () => admin({ apiKey: "another-app" }),
  "is signed with another secret": () => admin({ apiSecret: "another" }),
  "is signed with the app's key": () => admin({ apiSecret: known.apiKey }),
  "is signed with nothing": () => admin({ apiSecret: "" }),
  "says that it needs no signature": () =>
    withHeader({ alg: "none", typ: "JWT" }, () => ""),
  "says so in capitals, with a signature": () =>
    withHeader({ alg: "NONE" }, (text) => hmac(text, known.apiSecret)),
  "is signed by a key of its own": rs256,
  "says RS256 and is signed with the secret": () =>
    withHeader({ alg: "RS256" }, (text) => hmac(text, known.apiSecret)),
  "is of another hash": () =>
    withHeader({ alg: "HS512" }, (text) =>
      hmac(text, known.apiSecret, "sha512"),
    ),
  "brings a key along": () =>
    withHeader({ alg: "HS256", jwk: { kty: "oct", k: "YQ" }, kid: "x" }, (t) =>
      hmac(t, "a"),
    ),
  "has the body of another": () => {
    const [header, , mac] = admin().split(".");
    return `${header}.${bodyOf(admin({ shop: otherDomain }))}.${mac}`;
  },
  "is cut": () => admin().slice(0, -1),
  "is far too long": () => `${admin()}${"a".repeat(9_000)}`,
  "is for a domain that is no shop's": () =>
    admin({ shop: "evil.example.com" }),
  "ends in a shop's domain and is none": () =>
    admin({ shop: "evil.example.com/.myshopify.com" }),
};

/** Signed by Shopify for this app, but not by a shop's admin. */
export const tokensOfOthers: Record<string, () => string> = {
  "is a customer's": () => mintCustomerToken(known),
  "is a customer's, in the form of the admin's": () =>
    mintCustomerToken({
      ...known,
      claims: { dest: `https://${domain}`, sub: "7" },
    }),
  "is a checkout's": () =>
    admin({ claims: { iss: `https://${domain}/checkouts` } }),
  "was issued by another shop's admin": () =>
    admin({ claims: { iss: `https://${otherDomain}/admin` } }),
  "names another shop than its issuer": () =>
    admin({ claims: { dest: `https://${otherDomain}` } }),
};

// The library takes the first "Bearer " away, wherever it stands.
const marker = "SPLIT";
export const unsplit = [/^Bearer (.*)SPLIT/, "$1Bearer "] as const;

/** The same with "Bearer " within: `header.Bearer body.signature`. */
export const splitTokens: Record<string, () => string> = Object.fromEntries(
  Object.entries(tokensOfOthers).map(([what, token]) => [
    `${what}, and has its mark within`,
    () => token().replace(".", `.${marker}`),
  ]),
);
