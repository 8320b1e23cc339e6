import { createHmac } from "node:crypto";
import type { App } from "#app/app-context.ts";

/**
 * Under what a visitor's look-ups of a day are counted: nobody can be found again by it.
 * @param asked.visitor a customer's id, or the address that `addressOf` reads
 */
export function visitorKeyOf(
  { env }: Pick<App, "env">,
  asked: { domain: string; visitor: string; now: Date },
): string {
  const { domain, visitor, now } = asked;
  const day = now.toISOString().slice(0, 10);
  return createHmac("sha256", env.appSecret)
    .update(`visitor\0${domain}\0${day}\0${visitor.slice(0, 100)}`)
    .digest("base64url");
}

// Whether Shopify replaces what a visitor put into this header is not known: one who forges it gets round the
// visitor's limit, and meets the shop's.
export const addressOf = (request: Request): string =>
  request.headers.get("x-forwarded-for")?.split(",")[0]?.trim() ?? "";
