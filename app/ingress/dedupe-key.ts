import { createHash } from "node:crypto";

/** SHA-256 of the parts and of the body; the parts come from headers or tokens, which hold no NUL. */
export function dedupeKey(parts: string[], body: Buffer): Buffer {
  const hash = createHash("sha256").update(parts.join("\0")).update("\0");
  return hash.update(createHash("sha256").update(body).digest()).digest();
}
