import { z } from "zod";
import type { App } from "#app/app-context.ts";
import {
  listedPerOrder,
  ordersCountQuery,
  ordersPageQuery,
  wholeOrderQuery,
} from "./graphql/orders.ts";
import { orderNode, type OrderNode } from "./order-node.ts";
import { queryAdmin, type QueryCost } from "./query-admin.server.ts";

const page = z.object({
  orders: z.object({
    pageInfo: z.object({
      hasNextPage: z.boolean(),
      endCursor: z.string().nullable(),
    }),
    nodes: z.array(orderNode),
  }),
});

/** A page of the shop's orders by the time of their last change, the oldest first, each with all its fulfillments. */
export async function listOrders(
  app: App,
  shop: string,
  asked: {
    search: string;
    after: string | null;
    withTags: boolean;
    onCost?: (cost: QueryCost) => void;
  },
): Promise<{ orders: OrderNode[]; next: string | null }> {
  const { search, after, withTags, onCost } = asked;
  const { orders } = await queryAdmin(app, shop, {
    document: ordersPageQuery,
    variables: { query: search, after, withTags },
    schema: page,
    onCost,
  });
  const whole: OrderNode[] = [];
  for (const order of orders.nodes)
    whole.push(
      isCut(order)
        ? ((await loadOrder(app, shop, order.id, { withTags, onCost })) ??
            order)
        : order,
    );
  const { hasNextPage, endCursor } = orders.pageInfo;
  return { orders: whole, next: hasNextPage ? endCursor : null };
}

// A list that came full may have been longer: neither has pages of its own.
const isCut = ({ fulfillments }: OrderNode) =>
  fulfillments.length >= listedPerOrder ||
  fulfillments.some(
    ({ trackingInfo }) => trackingInfo.length >= listedPerOrder,
  );

async function loadOrder(
  app: App,
  shop: string,
  id: string,
  asked: { withTags: boolean; onCost?: (cost: QueryCost) => void },
) {
  const { order } = await queryAdmin(app, shop, {
    document: wholeOrderQuery,
    variables: { id, withTags: asked.withTags },
    onCost: asked.onCost,
    schema: z.object({ order: orderNode.nullable() }),
  });
  return order;
}

/** How many orders a search finds, counted up to `limit`. */
export async function countOrders(
  app: App,
  shop: string,
  asked: { search: string; limit: number },
): Promise<number> {
  const { ordersCount } = await queryAdmin(app, shop, {
    document: ordersCountQuery,
    variables: { query: asked.search, limit: asked.limit },
    schema: z.object({ ordersCount: z.object({ count: z.number() }) }),
  });
  return ordersCount.count;
}
