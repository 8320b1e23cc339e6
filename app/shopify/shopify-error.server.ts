import { AppError } from "#app/domain/app-error.ts";

/** Shopify no longer accepts our tokens for the shop: somebody has to open the app there. */
export class NeedsReopenError extends AppError {
  override readonly name = "NeedsReopenError";
  readonly shop: string;

  constructor(shop: string, cause?: unknown) {
    super(`the app must be opened again in ${shop}`, {
      retryable: false,
      cause,
    });
    this.shop = shop;
  }
}

/** Trouble on the way to Shopify, or too many calls: the same call can work later. */
export class ShopifyUnavailableError extends AppError {
  override readonly name = "ShopifyUnavailableError";
  readonly retryAfterMs: number | undefined;

  constructor(
    shop: string,
    options: { retryAfterMs?: number; status?: number } = {},
  ) {
    super(
      `Shopify did not answer for ${shop} (${options.status ?? "no status"})`,
      {
        retryable: true,
      },
    );
    this.retryAfterMs = options.retryAfterMs;
  }
}
