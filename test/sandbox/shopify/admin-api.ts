import { graphql, type GraphQLError } from "graphql";
import { adminSchema } from "./schema/load-schema.ts";
import type { AccessToken, SimulatedShop } from "./world.ts";

/** Runs a query against the true types; what the simulated shop does not have answers null. */
export async function runAdminQuery(
  shop: SimulatedShop,
  access: AccessToken,
  asked: { query: string; variables?: Record<string, unknown> },
) {
  const result = await graphql({
    schema: adminSchema,
    source: asked.query,
    variableValues: asked.variables,
    rootValue: rootOf(shop, access),
  });
  const errors = result.errors?.map((error: GraphQLError) => error.toJSON());
  return {
    data: result.data ?? undefined,
    ...(errors && { errors }),
    extensions: {
      cost: {
        requestedQueryCost: 10,
        actualQueryCost: 10,
        throttleStatus: {
          maximumAvailable: 2000,
          currentlyAvailable: 1990,
          restoreRate: 100,
        },
      },
    },
  };
}

function rootOf(shop: SimulatedShop, access: AccessToken) {
  return {
    shop: () => ({
      id: `gid://shopify/Shop/${shop.id}`,
      name: shop.handle,
      myshopifyDomain: shop.domain,
      ianaTimezone: shop.timeZone,
    }),
    currentAppInstallation: () => ({
      id: "gid://shopify/AppInstallation/1",
      accessScopes: access.scope.split(",").map((handle) => ({ handle })),
    }),
    order: ({ id }: { id: string }) => {
      const order = shop.orders.find((one) => gid("Order", one.id) === id);
      return order ? orderNode(order) : null;
    },
  };
}

const gid = (type: string, id: string) => `gid://shopify/${type}/${id}`;

function orderNode(order: SimulatedShop["orders"][number]) {
  return {
    id: gid("Order", order.id),
    legacyResourceId: order.id,
    name: order.name,
  };
}
