type ReviverContext = { source?: string };

/**
 * JSON.parse that keeps integers beyond 2^53 as text: Shopify's ids grow past it, and digits would be lost.
 * @throws SyntaxError
 */
export function parseJson(text: string): unknown {
  return JSON.parse(text, keepDigits);
}

function keepDigits(
  _key: string,
  value: unknown,
  context?: ReviverContext,
): unknown {
  const source = String(context?.source);
  return !Number.isSafeInteger(value) && /^-?\d+$/.test(source)
    ? source
    : value;
}
