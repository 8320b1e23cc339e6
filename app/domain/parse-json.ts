type ReviverContext = { source?: string };

/**
 * JSON.parse that keeps integers beyond 2^53 as text: Shopify's ids grow past it, and digits would be lost.
 * @throws SyntaxError
 */
export function parseJson(text: string): unknown {
  return JSON.parse(text, function revive(
    _key: string,
    value: unknown,
    context?: ReviverContext,
  ): unknown {
    return typeof value === "number" &&
      !Number.isSafeInteger(value) &&
      context?.source !== undefined &&
      /^-?\d+$/.test(context.source)
      ? context.source
      : value;
  } as (key: string, value: unknown) => unknown);
}
