import { setAbstractFetchFunc } from "@shopify/shopify-api/runtime";
import { Session } from "@shopify/shopify-api";
import fc from "fast-check";
import { expect } from "vitest";
import { z } from "zod";
import type { App } from "#app/app-context.ts";
import { snapshotOfNode } from "#app/features/fulfillments/fulfillment-of-node.ts";
import { syncShop } from "#app/features/onboarding/sync-shop.server.ts";
import { countOrders, listOrders } from "#app/shopify/list-orders.server.ts";
import { orderNode } from "#app/shopify/order-node.ts";
import { readOrderPhone } from "#app/shopify/read-order-phone.server.ts";
import { readOrderTags } from "#app/shopify/read-order-tags.server.ts";
import {
  listCustomerOrders,
  readOrderContacts,
} from "#app/shopify/read-shopper-orders.server.ts";
import {
  readBulkState,
  startBulkOrders,
} from "#app/shopify/run-bulk-query.server.ts";
import {
  NeedsReopenError,
  ShopifyRefusedError,
  ShopifyUnavailableError,
} from "#app/shopify/shopify-error.server.ts";
import {
  asJson,
  border,
  expectStorable,
  orDeclared,
  readsSafely,
  type Border,
} from "../border.ts";
import { orderNode as order } from "../examples.ts";
import { planted } from "../hostile.ts";
import { mutated, mutatedText } from "../mutate.ts";
import { secrets, type World } from "../world.ts";

const shop = "one.myshopify.com";
const extensions = {
  cost: {
    ...{ requestedQueryCost: 12, actualQueryCost: 10 },
    throttleStatus: {
      maximumAvailable: 2_000,
      currentlyAvailable: 1_990,
      restoreRate: 100,
    },
  },
};
const refused = (code: string) => ({
  errors: [{ message: `no ${planted}`, extensions: { code } }],
  extensions,
});

type Answer = { status: number; text: string; headers: Record<string, string> };

/** Answers to one query: as it should be and bent, Shopify's errors, and what a proxy on the way may say. */
const answersTo = (...data: object[]): fc.Arbitrary<Answer> =>
  fc.record({
    status: fc.oneof(
      { weight: 7, arbitrary: fc.constant(200) },
      {
        weight: 1,
        arbitrary: fc.constantFrom(
          400,
          402,
          403,
          404,
          423,
          429,
          430,
          500,
          502,
          503,
        ),
      },
    ),
    text: fc.oneof(
      {
        weight: 6,
        arbitrary: mutated(
          ...data.map((one) => ({ data: one, extensions })),
        ).map((value) => JSON.stringify(value) ?? ""),
      },
      {
        weight: 2,
        arbitrary: mutated(
          refused("THROTTLED"),
          refused("ACCESS_DENIED"),
          refused("INTERNAL_SERVER_ERROR"),
        ).map((value) => JSON.stringify(value) ?? ""),
      },
      { weight: 1, arbitrary: mutatedText('{"data":{}}', "<html>502</html>") },
    ),
    headers: fc.constantFrom<Record<string, string>>(
      { "content-type": "application/json" },
      { "content-type": "text/html" },
      { "content-type": "application/json", "retry-after": "2.0" },
    ),
  });

/** The app whose Shopify answers this, whatever it is asked, and whose tokens are good. */
function appThatGets(app: App, given: Answer): App {
  setAbstractFetchFunc(() =>
    Promise.resolve(
      new Response(given.text, {
        status: given.status,
        headers: given.headers,
      }),
    ),
  );
  const session = new Session({
    ...{ id: `offline_${shop}`, shop, state: "", isOnline: false },
    ...{ scope: "read_orders", accessToken: `token-${secrets.apiSecret}` },
  });
  const loadSession = () => Promise.resolve(session);
  const sessions = { ...app.shopify.sessions, loadSession };
  return { ...app, shopify: { ...app.shopify, sessions } };
}

type Reader = (app: App) => Promise<unknown>;
const { signal } = new AbortController();

/** A call gives what it promises, or one of the errors that its callers know. */
const callBorder = (
  world: World,
  covers: string | string[],
  asked: { data: object[]; read: Reader; weight?: number },
) =>
  border(
    covers,
    answersTo(...asked.data),
    async (given) => {
      const app = appThatGets(world(), given);
      await orDeclared(
        () => asked.read(app),
        ...[NeedsReopenError, ShopifyUnavailableError, ShopifyRefusedError],
        // For an answer of another shape.
        z.ZodError,
      );
    },
    asked.weight,
  );

const orders = {
  orders: {
    pageInfo: { hasNextPage: true, endCursor: "abc" },
    nodes: [order, { ...order, fulfillments: [] }],
  },
};
const withPhone = { order: { shippingAddress: { phone: "+1 416 555 0100" } } };

export const shopifyAnswerBorders = (world: World): Border[] => {
  const call = callBorder.bind(undefined, world);
  return [
    call(
      [
        "app/shopify/list-orders.server.ts",
        "app/shopify/query-admin.server.ts",
      ],
      {
        data: [orders, { order }],
        read: (app) =>
          listOrders(app, shop, { search: "", after: null, withTags: true }),
        weight: 3,
      },
    ),
    call("app/shopify/list-orders.server.ts", {
      data: [{ ordersCount: { count: 3 } }],
      read: (app) => countOrders(app, shop, { search: "", limit: 10 }),
    }),
    call("app/shopify/read-order-phone.server.ts#readOrderPhone", {
      data: [withPhone],
      read: (app) => readOrderPhone(app, { shop, orderGid: order.id, signal }),
    }),
    call("app/shopify/read-order-tags.server.ts#readOrderTags", {
      data: [{ order: { tags: ["wholesale"] } }],
      read: (app) => readOrderTags(app, shop, order.id),
    }),
    call("app/shopify/read-shopper-orders.server.ts#readOrderContacts", {
      data: [
        {
          orders: {
            nodes: [
              {
                id: order.id,
                name: "#1001",
                email: `${planted}@example.com`,
                shippingAddress: { zip: "M5V 2T6" },
              },
            ],
          },
        },
      ],
      read: (app) => readOrderContacts(app, { shop, name: "1001", signal }),
    }),
    call("app/shopify/read-shopper-orders.server.ts", {
      data: [{ orders: { nodes: [{ id: order.id }] } }],
      read: (app) => listCustomerOrders(app, { shop, customerId: "7", signal }),
    }),
    call("app/shopify/run-bulk-query.server.ts#readBulkState", {
      data: [
        {
          bulkOperation: {
            status: "COMPLETED",
            url: "https://example.com/file",
          },
        },
      ],
      read: (app) => readBulkState(app, shop, "gid://shopify/BulkOperation/1"),
    }),
    call("app/shopify/run-bulk-query.server.ts", {
      data: [
        {
          bulkOperationRunQuery: {
            bulkOperation: { id: "gid://shopify/BulkOperation/1" },
            userErrors: [{ message: "busy" }],
          },
        },
      ],
      read: (app) =>
        startBulkOrders(app, shop, { search: "", withTags: false }),
    }),
    call("app/features/onboarding/sync-shop.server.ts", {
      data: [
        {
          shop: { ianaTimezone: "Europe/Berlin" },
          currentAppInstallation: { accessScopes: [{ handle: "read_orders" }] },
        },
      ],
      read: async (app) => {
        const { id } = await app.db.shop.findUniqueOrThrow({
          where: { domain: shop },
        });
        await syncShop(app, id);
        const { timeZone } = await app.db.shop.findUniqueOrThrow({
          where: { id },
        });
        expect(() => new Intl.DateTimeFormat("en", { timeZone })).not.toThrow();
      },
    }),
  ];
};

/** An order as Shopify's API and the files of its bulk operations have it. */
export const orderNodeBorder: Border = border(
  "app/shopify/order-node.ts#orderNode",
  mutated(order).map(asJson),
  readsSafely(orderNode, ({ fulfillments, ...ofOrder }) => {
    for (const fulfillment of fulfillments) {
      const snapshot = snapshotOfNode(ofOrder, fulfillment);
      if (snapshot) expectStorable(snapshot);
    }
  }),
  3,
);
