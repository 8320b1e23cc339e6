import {
  GraphqlQueryError,
  HttpResponseError,
  HttpThrottlingError,
  type Session,
} from "@shopify/shopify-api";
import { z } from "zod";
import type { App } from "#app/app-context.ts";
import { giveUp, loadFreshSession } from "./load-fresh-session.server.ts";
import { ShopifyUnavailableError } from "./shopify-error.server.ts";

/**
 * One GraphQL call of background code to the shop's Admin API, its answer parsed.
 * A token that is refused is refreshed once.
 * @throws NeedsReopenError, ShopifyUnavailableError, GraphqlQueryError for a query that is wrong
 */
export async function queryAdmin<Schema extends z.ZodType>(
  app: App,
  shop: string,
  asked: {
    document: string;
    variables?: Record<string, unknown>;
    schema: Schema;
  },
): Promise<z.output<Schema>> {
  const session = await loadFreshSession(app, shop);
  const first = await call(app, session, asked);
  if (first !== "refused") return asked.schema.parse(first.data);
  const fresh = await loadFreshSession(app, shop, {
    refused: session.accessToken,
  });
  const second = await call(app, fresh, asked);
  if (second === "refused") return giveUp(app, shop);
  return asked.schema.parse(second.data);
}

async function call(
  app: App,
  session: Session,
  asked: { document: string; variables?: Record<string, unknown> },
): Promise<"refused" | { data: unknown }> {
  const { shop } = session;
  try {
    const client = new app.shopify.api.clients.Graphql({ session });
    const answer = await client.request(asked.document, {
      variables: asked.variables ?? {},
    });
    return { data: answer.data as unknown };
  } catch (error) {
    if (error instanceof GraphqlQueryError) {
      if (isThrottled(error))
        throw new ShopifyUnavailableError(shop, {
          retryAfterMs: 2_000,
          status: 429,
        });
      throw error;
    }
    if (error instanceof HttpThrottlingError)
      throw new ShopifyUnavailableError(shop, {
        status: 429,
        retryAfterMs: 2_000,
      });
    if (error instanceof HttpResponseError) {
      const { code } = status.parse(error.response);
      if (code === 401) return "refused";
      throw new ShopifyUnavailableError(shop, { status: code });
    }
    throw new ShopifyUnavailableError(shop);
  }
}

const status = z.object({ code: z.number() });

const throttled = z.object({
  errors: z.object({
    graphQLErrors: z.array(
      z.object({ extensions: z.object({ code: z.string() }).optional() }),
    ),
  }),
});

function isThrottled(error: GraphqlQueryError) {
  const answer = throttled.safeParse(error.body);
  return (
    answer.data?.errors.graphQLErrors.some(
      ({ extensions }) => extensions?.code === "THROTTLED",
    ) ?? false
  );
}
