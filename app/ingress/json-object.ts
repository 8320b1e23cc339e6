const openingBrace = 0x7b;

/**
 * Whether the bytes are the JSON text of an object, from the first byte on: Shopify signs other texts with the same
 * secret, such as a query, and one of those might be made to read as JSON behind a blank.
 */
export function isJsonObject(body: Buffer): boolean {
  if (body[0] !== openingBrace) return false;
  try {
    JSON.parse(body.toString());
    return true;
  } catch {
    return false;
  }
}
