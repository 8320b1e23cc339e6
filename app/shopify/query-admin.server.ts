import {
  GraphqlQueryError,
  HttpResponseError,
  HttpThrottlingError,
  type Session,
} from "@shopify/shopify-api";
import { z } from "zod";
import type { App } from "#app/app-context.ts";
import { loadFreshSession } from "./load-fresh-session.server.ts";
import {
  ShopifyRefusedError,
  ShopifyUnavailableError,
} from "./shopify-error.server.ts";

type Call = {
  document: string;
  variables?: Record<string, unknown>;
  /** A scope the call needs that was granted after the installation: a token without it is refreshed first. */
  scope?: string;
  /** What is left of the shop's budget after the call. */
  onCost?: (cost: QueryCost) => void;
  /** Ends the wait for the answer, and for a new token, whose refresh goes on for the next caller. */
  signal?: AbortSignal;
};

/** Points of the shop's bucket, and how many come back a second. */
export type QueryCost = z.infer<typeof throttleStatus>;

const throttleStatus = z.object({
  currentlyAvailable: z.number(),
  restoreRate: z.number().positive(),
});

/**
 * One GraphQL call of background code to the shop's Admin API, its answer parsed. A token that is refused is
 * refreshed once. `userErrors` are the caller's to read.
 * @throws NeedsReopenError, ShopifyUnavailableError, ShopifyRefusedError; ZodError for an answer of another shape
 */
export async function queryAdmin<Schema extends z.ZodType>(
  app: App,
  shop: string,
  asked: Call & { schema: Schema },
): Promise<z.output<Schema>> {
  const answer = query(app, shop, asked);
  return asked.signal ? orAborted(answer, shop, asked.signal) : answer;
}

async function orAborted<T>(
  answer: Promise<T>,
  shop: string,
  signal: AbortSignal,
): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const giveUp = () => reject(new ShopifyUnavailableError(shop));
  if (signal.aborted) giveUp();
  signal.addEventListener("abort", giveUp);
  try {
    return await Promise.race([answer, late]);
  } finally {
    signal.removeEventListener("abort", giveUp);
  }
}

async function query<Schema extends z.ZodType>(
  app: App,
  shop: string,
  asked: Call & { schema: Schema },
): Promise<z.output<Schema>> {
  const session = await loadScopedSession(app, shop, asked.scope);
  const first = await call(app, session, asked);
  if (first !== "unauthorized") return asked.schema.parse(first.data);
  const fresh = await loadFreshSession(app, shop, {
    refused: session.accessToken,
  });
  const second = await call(app, fresh, asked);
  // Just issued and refused: not the token's fault. Where the shop wants us no more, the refresh says so.
  if (second === "unauthorized")
    throw new ShopifyUnavailableError(shop, { status: 401 });
  return asked.schema.parse(second.data);
}

async function loadScopedSession(app: App, shop: string, scope?: string) {
  const session = await loadFreshSession(app, shop);
  if (!scope || session.scope?.split(",").includes(scope)) return session;
  return loadFreshSession(app, shop, { refused: session.accessToken });
}

async function call(
  app: App,
  session: Session,
  asked: Call,
): Promise<"unauthorized" | { data: unknown }> {
  try {
    const client = new app.shopify.api.clients.Graphql({ session });
    const answer = await client.request(asked.document, {
      variables: asked.variables ?? {},
      ...(asked.signal && { signal: asked.signal }),
    });
    const cost = answeredCost.safeParse(answer.extensions).data;
    if (cost) asked.onCost?.(cost.cost.throttleStatus);
    return { data: answer.data as unknown };
  } catch (error) {
    if (error instanceof HttpResponseError && codeOf(error) === 401)
      return "unauthorized";
    throw failureOf(session.shop, error);
  }
}

function failureOf(shop: string, error: unknown) {
  if (error instanceof GraphqlQueryError) return graphqlFailure(shop, error);
  if (error instanceof HttpThrottlingError)
    return new ShopifyUnavailableError(shop, {
      status: 429,
      retryAfterMs: (error.response.retryAfter ?? 2) * 1_000,
    });
  if (!(error instanceof HttpResponseError))
    return new ShopifyUnavailableError(shop);
  const status = codeOf(error);
  return status >= 400 && status < 500
    ? new ShopifyRefusedError(shop, `HTTP ${status}`)
    : new ShopifyUnavailableError(shop, { status });
}

const answeredCost = z.object({ cost: z.object({ throttleStatus }) });

const withCode = z.object({ code: z.number() });
const codeOf = ({ response }: { response: unknown }) =>
  withCode.parse(response).code;

const failedAnswer = z.object({
  errors: z.object({
    graphQLErrors: z.array(
      z.object({ extensions: z.object({ code: z.string() }).optional() }),
    ),
  }),
  extensions: z
    .object({
      cost: z.object({
        requestedQueryCost: z.number(),
        throttleStatus,
      }),
    })
    .optional()
    .catch(undefined),
});

function graphqlFailure(shop: string, error: GraphqlQueryError) {
  const answer = failedAnswer.safeParse(error.body).data;
  const codes =
    answer?.errors.graphQLErrors.map(
      // What is none could hold anything, and ends in an error's message.
      ({ extensions }) => /^[A-Za-z_]{1,64}$/.exec(extensions?.code ?? "")?.[0],
    ) ?? [];
  if (codes.includes("THROTTLED"))
    return new ShopifyUnavailableError(shop, {
      status: 429,
      retryAfterMs: restoredAfterMs(answer?.extensions?.cost),
    });
  if (codes.includes("INTERNAL_SERVER_ERROR"))
    return new ShopifyUnavailableError(shop, { status: 500 });
  const told = codes.map((code) => code ?? "no code");
  return new ShopifyRefusedError(shop, told.join(", "));
}

type Cost = NonNullable<z.infer<typeof failedAnswer>["extensions"]>["cost"];

/** When the shop's bucket holds enough points for the query again. */
function restoredAfterMs(cost: Cost | undefined) {
  if (!cost) return 2_000;
  const { currentlyAvailable, restoreRate } = cost.throttleStatus;
  const missing = cost.requestedQueryCost - currentlyAvailable;
  return Math.max(0, Math.ceil((missing / restoreRate) * 1_000));
}
