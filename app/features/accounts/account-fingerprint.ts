import { createHash } from "node:crypto";

/**
 * Names an account by its API key, in hex. Callback URLs are made from it and live as long as a
 * tracking, so it must never change for a key.
 */
export function fingerprintOf(apiKey: string) {
  return createHash("sha256")
    .update("keydelivery-account\0")
    .update(apiKey)
    .digest("hex");
}
