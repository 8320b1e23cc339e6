/**
 * A field of KeyDelivery's as text, or null where it is empty. The string "null" is how it often
 * writes nothing. NUL cannot be stored as text, and half of a surrogate pair is no text.
 */
export function readText(value: unknown, maxLength: number): string | null {
  if (typeof value !== "string" && typeof value !== "number") return null;
  const text = String(value)
    .replaceAll("\0", "")
    .trim()
    .slice(0, maxLength)
    .toWellFormed()
    .trim();
  return text === "" || text.toLowerCase() === "null" ? null : text;
}
