import { AppError } from "#app/domain/app-error.ts";

/** Shopify no longer accepts our tokens for the shop: somebody has to open the app there. */
export class NeedsReopenError extends AppError {
  override readonly name = "NeedsReopenError";
  readonly shop: string;

  constructor(shop: string) {
    super(`the app must be opened again in ${shop}`, { retryable: false });
    this.shop = shop;
  }
}

/** Trouble on the way to Shopify, or too many calls: the same call can work later. */
export class ShopifyUnavailableError extends AppError {
  override readonly name = "ShopifyUnavailableError";
  readonly retryAfterMs: number | undefined;

  // No cause: what the library throws can quote the answer, and an answer can hold tokens.
  constructor(
    shop: string,
    options: { retryAfterMs?: number; status?: number } = {},
  ) {
    const status = options.status ?? "no status";
    super(`Shopify did not answer for ${shop} (${status})`, {
      retryable: true,
    });
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** Shopify understood the call and will not do it: the query is wrong, a scope is missing, the shop is frozen. */
export class ShopifyRefusedError extends AppError {
  override readonly name = "ShopifyRefusedError";

  constructor(shop: string, reason: string) {
    super(`Shopify refused a call for ${shop} (${reason})`, {
      retryable: false,
    });
  }
}
