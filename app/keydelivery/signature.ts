import { createHash } from "node:crypto";

/** What KeyDelivery wants in the `signature` header: MD5 of body, API key and secret, upper-case hex. */
export function signBody(
  body: string,
  apiKey: string,
  apiSecret: string,
): string {
  return createHash("md5")
    .update(body + apiKey + apiSecret)
    .digest("hex")
    .toUpperCase();
}
