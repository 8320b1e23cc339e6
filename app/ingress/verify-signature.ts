import {
  createHmac,
  createSecretKey,
  timingSafeEqual,
  type KeyObject,
} from "node:crypto";

/** Secrets as `verifySignature` asks for them: made into keys once, and not for each webhook. */
export const signingKeys = (secrets: readonly string[]): KeyObject[] =>
  secrets.map((secret) => createSecretKey(secret, "utf8"));

/** Whether one of the keys made Shopify's signature (base64 HMAC-SHA256) of exactly these bytes. */
export function verifySignature(
  body: Buffer,
  signature: string,
  keys: readonly KeyObject[],
): boolean {
  const given = Buffer.from(signature);
  return keys.some((key) => {
    const expected = Buffer.from(
      createHmac("sha256", key).update(body).digest("base64"),
    );
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}
