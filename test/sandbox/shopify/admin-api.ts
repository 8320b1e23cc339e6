import {
  getOperationAST,
  GraphQLError,
  OperationTypeNode,
  parse,
  validate,
  type DocumentNode,
} from "graphql";
import { eventMutations } from "./admin-events.ts";
import { flowMutations } from "./admin-flow.ts";
import { orderQueries } from "./admin-orders.ts";
import type { createBulk } from "./admin-bulk.ts";
import type { Approval, Asker } from "./asker.ts";
import type { FulfillmentChanges } from "./change-fulfillment.ts";
import { executeStrictly, type Asked } from "./execute-strictly.ts";
import type { ShopifyJournal } from "./journal.ts";
import { adminSchema } from "./schema/load-schema.ts";
import { mutationCost, queryCost, type createThrottle } from "./throttle.ts";
import { gid } from "./world.ts";

export type AdminWorld = {
  journal: ShopifyJournal;
  changes: FulfillmentChanges;
  throttle: ReturnType<typeof createThrottle>;
  bulk: ReturnType<typeof createBulk>;
  approval: Approval;
};

/** Runs an operation against the true types, if the shop's bucket holds enough points. */
export async function runAdminQuery(
  world: AdminWorld,
  asker: Asker,
  asked: Asked,
): Promise<object> {
  const { document, errors } = readDocument(asked.query);
  if (!document) return { errors };
  const operation = getOperationAST(document, asked.operationName);
  const isMutation = operation?.operation === OperationTypeNode.MUTATION;
  const { throttle } = world;
  const { shop } = asker;
  // A query has no effects, so that it may run before its cost is known.
  if (isMutation && !throttle.take(shop, mutationCost))
    return throttled(world, asker, asked, mutationCost);
  const result = await executeStrictly(document, rootOf(world, asker), asked);
  const cost = isMutation ? mutationCost : queryCost(result.data);
  if (!isMutation && !throttle.take(shop, cost))
    return throttled(world, asker, asked, cost);
  return {
    data: result.data,
    ...(result.errors && { errors: result.errors }),
    extensions: {
      cost: {
        requestedQueryCost: cost,
        actualQueryCost: cost,
        throttleStatus: throttle.status(shop),
      },
    },
  };
}

function readDocument(query: string): {
  document?: DocumentNode;
  errors?: readonly GraphQLError[];
} {
  try {
    const document = parse(query);
    const errors = validate(adminSchema, document);
    return errors.length > 0 ? { errors } : { document };
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [error] };
    throw error;
  }
}

function throttled(
  { journal, throttle }: AdminWorld,
  { shop }: Asker,
  asked: Asked,
  cost: number,
) {
  journal.throttled.push({
    shop: shop.domain,
    operation: operationNameOf(asked.query),
  });
  return {
    errors: [
      {
        message: "Throttled",
        extensions: {
          code: "THROTTLED",
          documentation: "https://shopify.dev/api/usage/rate-limits",
        },
      },
    ],
    extensions: {
      cost: {
        requestedQueryCost: cost,
        actualQueryCost: null,
        throttleStatus: throttle.status(shop),
      },
    },
  };
}

function rootOf(world: AdminWorld, asker: Asker) {
  const { shop, access } = asker;
  return {
    shop: {
      id: gid("Shop", String(shop.id)),
      name: shop.handle,
      myshopifyDomain: shop.domain,
      ianaTimezone: shop.timeZone,
      currencyCode: "CAD",
    },
    currentAppInstallation: {
      id: gid("AppInstallation", "1"),
      accessScopes: access.scope.split(",").map((handle) => ({ handle })),
    },
    ...orderQueries(asker),
    ...eventMutations(world, asker),
    ...flowMutations(world.journal, asker),
    ...world.bulk.resolvers(asker),
  };
}

export const operationNameOf = (query: string) =>
  /(?:query|mutation)\s+(\w+)/.exec(query)?.[1] ?? "anonymous";
