import { createHmac, timingSafeEqual } from "node:crypto";

/** Whether one of the secrets made Shopify's signature (base64 HMAC-SHA256) of exactly these bytes. */
export function verifySignature(
  body: Buffer,
  signature: string,
  secrets: readonly string[],
): boolean {
  const given = Buffer.from(signature);
  return secrets.some((secret) => {
    const expected = Buffer.from(
      createHmac("sha256", secret).update(body).digest("base64"),
    );
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}
