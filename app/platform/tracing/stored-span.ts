/**
 * The span of what was stored under a key, as its ids. They follow from the key, a hash, so that whoever reads the row
 * knows which span wrote it, and nothing has to be stored or sent along.
 */
export function storedSpan(key: Uint8Array): {
  traceId: string;
  spanId: string;
} {
  const hex = Buffer.from(key).toString("hex");
  return { traceId: hex.slice(0, 32), spanId: hex.slice(32, 48) };
}
