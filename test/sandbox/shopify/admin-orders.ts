import { GraphQLError } from "graphql";
import {
  findVisibleFulfillment,
  requireGid,
  requireScope,
  visibleOrders,
  type Asker,
} from "./asker.ts";
import { fulfillmentNode, orderNode } from "./order-nodes.ts";
import { pageOf, type PageArgs } from "./page.ts";
import { parseOrderSearch } from "./search.ts";
import { gid, type SimulatedOrder } from "./world.ts";

type Search = { query?: string | null; savedSearchId?: string | null };

/** Query.order, orders, ordersCount and fulfillment. */
export function orderQueries(asker: Asker) {
  return {
    order({ id }: { id: string }) {
      requireScope(asker, "read_orders", "order");
      requireGid("Order", id);
      const order = visibleOrders(asker).find(
        (one) => gid("Order", one.id) === id,
      );
      return order ? orderNode(order, asker) : null;
    },
    orders(asked: PageArgs & Search & { sortKey: string }) {
      requireScope(asker, "read_orders", "orders");
      const { sortKey } = asked;
      const time = timeFor(sortKey);
      return pageOf(search(asker, asked), asked, {
        sortKey,
        keyOf: (order) => ({ value: time(order), id: BigInt(order.id) }),
        node: (order) => orderNode(order, asker),
        isUnlimited: asker.isBulk,
      });
    },
    ordersCount(asked: Search & { limit?: number | null }) {
      requireScope(asker, "read_orders", "ordersCount");
      const count = search(asker, asked).length;
      const limit = asked.limit ?? Infinity;
      return {
        count: Math.min(count, limit),
        precision: count > limit ? "AT_LEAST" : "EXACT",
      };
    },
    fulfillment({ id }: { id: string }) {
      requireScope(asker, "read_orders", "fulfillment");
      const fulfillment = findVisibleFulfillment(asker, id);
      return fulfillment ? fulfillmentNode(fulfillment, asker) : null;
    },
  };
}

function search(asker: Asker, { query, savedSearchId }: Search) {
  if (savedSearchId != null)
    throw new GraphQLError("the simulator has no saved searches");
  return visibleOrders(asker).filter(parseOrderSearch(query));
}

function timeFor(sortKey: string): (order: SimulatedOrder) => number {
  switch (sortKey) {
    case "UPDATED_AT":
      return ({ updatedAt }) => updatedAt.getTime();
    case "CREATED_AT":
    case "PROCESSED_AT":
      return ({ createdAt }) => createdAt.getTime();
    case "ID":
      return () => 0;
    default:
      throw new GraphQLError(`the simulator does not sort by ${sortKey}`);
  }
}
