import type { App } from "#app/app-context.ts";
import { noteRequest } from "#app/platform/http/request-notes.server.ts";

/**
 * The shop whose storefront Shopify forwarded a request from: signed over every parameter, at most 90 seconds ago.
 * It does not say who is looking.
 * @returns undefined for a request that Shopify did not sign
 */
export async function verifyAppProxy(
  app: { shopify: Pick<App["shopify"], "api" | "verifiers"> } & Pick<
    App,
    "requestNotes"
  >,
  request: Request,
): Promise<string | undefined> {
  const { searchParams } = new URL(request.url);
  const { api, verifiers } = app.shopify;
  const verdicts = await Promise.all(
    verifiers.map(({ utils }) =>
      utils
        .validateHmac(searchParams, { signator: "appProxy" })
        // Throws for a missing, repeated or old parameter.
        .catch(() => false),
    ),
  );
  const isSigned = verdicts.includes(true);
  const named = searchParams.get("shop");
  const shop =
    (isSigned && named && api.utils.sanitizeShop(named)) || undefined;
  if (shop) noteRequest(app, request, { shop });
  return shop;
}
