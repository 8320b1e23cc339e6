import { GraphQLError, parse, validate } from "graphql";
import { executeStrictly, type Asked } from "./execute-strictly.ts";
import { pageOf, type PageArgs } from "./page.ts";
import { customerSchema } from "./schema/load-schema.ts";
import {
  gid,
  type SimulatedFulfillment,
  type SimulatedOrder,
} from "./world.ts";

const scope = "customer_read_orders";

/** The Customer Account API as a customer asks it who looks at this order: of orders, it knows no other. */
export async function runCustomerQuery(
  looked: SimulatedOrder | undefined,
  asked: Asked,
) {
  const document = parse(asked.query);
  const errors = validate(customerSchema, document);
  if (errors.length > 0) return { errors };
  const root = {
    order({ id }: { id: string }) {
      if (!looked || id !== gid("Order", looked.id)) return null;
      if (!looked.shop.scopes.includes(scope))
        throw new GraphQLError(
          `Access denied for order field. Required access: \`${scope}\` access scope.`,
          { extensions: { code: "ACCESS_DENIED" } },
        );
      return { id, name: looked.name, fulfillments: listOf(looked) };
    },
  };
  return executeStrictly(document, root, asked, customerSchema);
}

const listOf = (order: SimulatedOrder) => (asked: PageArgs) =>
  pageOf(order.fulfillments, asked, {
    sortKey: "ID",
    keyOf: ({ id }) => ({ value: 0, id: BigInt(id) }),
    node: nodeOf,
  });

const nodeOf = (fulfillment: SimulatedFulfillment) => ({
  id: gid("Fulfillment", fulfillment.id),
  trackingInformation: fulfillment.trackingNumbers.map((number, index) => ({
    number,
    company: fulfillment.trackingCompany,
    url: fulfillment.trackingUrls[index] ?? null,
  })),
});
