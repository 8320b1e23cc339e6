import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { z } from "zod";
import type { App } from "#app/app-context.ts";
import { parseJson } from "#app/domain/parse-json.ts";
import {
  bulkOperationQuery,
  bulkOrdersQuery,
  runBulkQueryMutation,
} from "./graphql/orders.ts";
import { orderNode, type OrderNode } from "./order-node.ts";
import { queryAdmin } from "./query-admin.server.ts";
import { ShopifyUnavailableError } from "./shopify-error.server.ts";

const started = z.object({
  bulkOperationRunQuery: z.object({
    bulkOperation: z.object({ id: z.string() }).nullable(),
    userErrors: z.array(z.object({ message: z.string() })),
  }),
});

/** Has Shopify write all orders of a search to a file. Undefined when it will not: too many run already. */
export async function startBulkOrders(
  app: App,
  shop: string,
  asked: { search: string; withTags: boolean },
): Promise<string | undefined> {
  const { bulkOperationRunQuery } = await queryAdmin(app, shop, {
    document: runBulkQueryMutation,
    variables: { query: bulkOrdersQuery(asked.search, asked.withTags) },
    schema: started,
  });
  return bulkOperationRunQuery.bulkOperation?.id;
}

const operation = z.object({
  bulkOperation: z
    .object({ status: z.string(), url: z.string().nullable() })
    .nullable(),
});

export type BulkState =
  | { state: "running" }
  /** `url` null: there are no orders. */
  | { state: "completed"; url: string | null }
  | { state: "failed" };

export async function readBulkState(
  app: App,
  shop: string,
  id: string,
): Promise<BulkState> {
  const { bulkOperation } = await queryAdmin(app, shop, {
    document: bulkOperationQuery,
    variables: { id },
    schema: operation,
  });
  switch (bulkOperation?.status) {
    case "CREATED":
    case "RUNNING":
      return { state: "running" };
    case "COMPLETED":
      return { state: "completed", url: bulkOperation.url };
    default:
      return { state: "failed" };
  }
}

/** The orders in a bulk operation's file, one at a time: the file can hold millions. */
export async function* readBulkOrders(
  app: App,
  shop: string,
  url: string,
  signal: AbortSignal,
): AsyncGenerator<OrderNode> {
  if (!url.startsWith("https:") && !app.env.simulation)
    throw new ShopifyUnavailableError(shop);
  const response = await fetch(url, { signal });
  if (!response.ok || !response.body)
    throw new ShopifyUnavailableError(shop, { status: response.status });
  // The two types of the same stream do not know each other.
  const body = Readable.fromWeb(response.body as ReadableStream);
  for await (const line of createInterface({ input: body }))
    yield* readLine(line);
}

// One that cannot be read must not cost the others.
function readLine(line: string): OrderNode[] {
  try {
    return [orderNode.parse(parseJson(line))];
  } catch {
    return [];
  }
}
