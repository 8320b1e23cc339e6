import { hash } from "node:crypto";

/** SHA-256 of the parts and of the body; the parts come from headers or tokens, which hold no NUL. */
export function dedupeKey(parts: string[], body: Buffer): Buffer {
  const named = Buffer.from(`${parts.join("\0")}\0`);
  return sha256(Buffer.concat([named, sha256(body)]));
}

const sha256 = (bytes: Buffer) => hash("sha256", bytes, "buffer");
