import { describe, expect, it } from "vitest";
import { useAdmin } from "./use-admin.ts";

const { running, topics, ask, grant } = useAdmin();

const days = (count: number) => new Date(Date.now() - count * 86_400_000);

const pageQuery = `query Page($after: String, $query: String, $sortKey: OrderSortKeys, $reverse: Boolean) {
  orders(first: 2, after: $after, query: $query, sortKey: $sortKey, reverse: $reverse) {
    pageInfo { hasNextPage endCursor }
    nodes { name }
  }
}`;

type Page = {
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  nodes: { name: string }[];
};

async function allPages(variables: object) {
  const pages: string[][] = [];
  let after: string | null = null;
  do {
    const { data, errors } = await ask(pageQuery, { ...variables, after });
    if (errors) throw new Error(errors[0]?.message);
    const page = data?.orders as Page;
    pages.push(page.nodes.map(({ name }) => name));
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after);
  return pages;
}

function createHistory() {
  const { shopify, shop } = running;
  const orders = [5, 4, 3, 2, 1].map((age) =>
    shopify.createOrder(shop, { createdAt: days(age) }),
  );
  return orders as [(typeof orders)[0], ...typeof orders];
}

describe("orders", () => {
  it("come page by page until they end, by the time of their last change", async () => {
    const [oldest] = createHistory();
    running.shopify.fulfill(oldest, { quietly: true });
    expect(await allPages({ sortKey: "UPDATED_AT" })).toEqual([
      ["#1002", "#1003"],
      ["#1004", "#1005"],
      ["#1001"],
    ]);
  });

  it("come the other way round in reverse", async () => {
    createHistory();
    expect(await allPages({ sortKey: "CREATED_AT", reverse: true })).toEqual([
      ["#1005", "#1004"],
      ["#1003", "#1002"],
      ["#1001"],
    ]);
  });

  it("are each seen once by id when they were made at the same instant", async () => {
    const createdAt = days(1);
    for (let count = 0; count < 5; count++)
      running.shopify.createOrder(running.shop, { createdAt });
    const names = (await allPages({ sortKey: "UPDATED_AT" })).flat();
    expect(new Set(names).size).toBe(5);
  });

  it("are found by time and fulfillment status", async () => {
    const [first, second] = createHistory();
    running.shopify.fulfill(first, { at: first.createdAt, quietly: true });
    if (second) running.shopify.fulfill(second, { quietly: true });
    const since = days(3.5).toISOString();
    const found = (query: string) =>
      allPages({ query, sortKey: "ID" }).then((pages) => pages.flat());
    expect(
      await found(`updated_at:>=${since} AND fulfillment_status:shipped`),
    ).toEqual(["#1002"]);
    expect(await found(`created_at:>='${since}'`)).toEqual([
      "#1003",
      "#1004",
      "#1005",
    ]);
    expect(await found(`updated_at:<=${since}`)).toEqual(["#1001"]);
    expect(await found("fulfillment_status:unfulfilled")).toHaveLength(3);
  });

  it("are found as partial while more remains to be shipped", async () => {
    const { shopify, shop } = running;
    const order = shopify.createOrder(shop, { shipsInParts: true });
    shopify.fulfill(order, { quietly: true });
    const query = "fulfillment_status:partial";
    expect(await allPages({ query, sortKey: "ID" })).toEqual([[order.name]]);
  });

  it.each([
    "colour:red",
    "updated_at:>=2026-09-01",
    "updated_at:>=yesterday",
    "fulfillment_status:lost",
    "fulfillment_status:shipped OR fulfillment_status:partial",
    "-fulfillment_status:shipped",
    "bob",
  ])("refuse the search %s", async (query) => {
    const { data, errors } = await ask(pageQuery, { query });
    expect(data).toBeNull();
    expect(errors?.[0]?.message).toContain("does not know");
  });

  it.each([
    ["no size", "{ orders { nodes { id } } }"],
    ["a size beyond 250", "{ orders(first: 251) { nodes { id } } }"],
    ["a foreign cursor", '{ orders(first: 1, after: "x") { nodes { id } } }'],
    ["a field it lacks", "{ shop { email } }"],
    ["an id of another type", '{ order(id: "gid://shopify/Shop/1") { id } }'],
  ])("refuse %s", async (_what, query) => {
    running.shopify.createOrder(running.shop);
    expect((await ask(query)).errors).toHaveLength(1);
  });

  it("are counted up to a limit", async () => {
    createHistory();
    const { data } = await ask(
      `{ all: ordersCount { count precision }
         some: ordersCount(limit: 3) { count precision }
         exact: ordersCount(limit: 5) { count precision } }`,
    );
    expect(data).toEqual({
      all: { count: 5, precision: "EXACT" },
      some: { count: 3, precision: "AT_LEAST" },
      exact: { count: 5, precision: "EXACT" },
    });
  });
});

describe("an order of more than 60 days ago", () => {
  const query = `query Old($order: ID!, $fulfillment: ID!) {
    order(id: $order) { id }
    fulfillment(id: $fulfillment) { id }
    orders(first: 5) { nodes { id } }
    ordersCount { count }
  }`;
  const askForOld = () => {
    const { shopify, shop } = running;
    const order = shopify.createOrder(shop, { createdAt: days(61) });
    const fulfillment = shopify.fulfill(order, { quietly: true });
    return ask(query, {
      order: `gid://shopify/Order/${order.id}`,
      fulfillment: `gid://shopify/Fulfillment/${fulfillment.id}`,
    });
  };

  it("is not visible", async () => {
    expect((await askForOld()).data).toEqual({
      order: null,
      fulfillment: null,
      orders: { nodes: [] },
      ordersCount: { count: 0 },
    });
  });

  it("is visible with read_all_orders", async () => {
    await grant("read_orders", "read_all_orders");
    const { data } = await askForOld();
    expect(data).toMatchObject({ ordersCount: { count: 1 } });
    expect(data?.order).not.toBeNull();
    expect(data?.fulfillment).not.toBeNull();
  });
});

it.each([
  'order(id: "gid://shopify/Order/1") { id }',
  "orders(first: 1) { nodes { id } }",
  "ordersCount { count }",
  'fulfillment(id: "gid://shopify/Fulfillment/1") { id }',
])("denies access without read_orders to %s", async (field) => {
  await grant("read_fulfillments");
  const { errors } = await ask(`{ ${field} }`);
  expect(errors?.[0]?.extensions?.code).toBe("ACCESS_DENIED");
});

describe("a fulfillment", () => {
  it("is served with its order, the address and the first of its numbers", async () => {
    const { shopify, shop } = running;
    const order = shopify.createOrder(shop);
    const fulfillment = shopify.fulfill(order, {
      trackingCompany: "UPS",
      trackingNumbers: ["1Z1", "1Z2", "1Z3"],
      trackingUrls: ["https://ups.example.com/1Z1"],
      origin: { provinceCode: "QC", countryCode: "CA" },
      quietly: true,
    });
    const { data } = await ask(
      `query One($id: ID!) {
        fulfillment(id: $id) {
          legacyResourceId name status displayStatus deliveredAt
          trackingInfo(first: 2) { company number url }
          originAddress { provinceCode countryCode }
          order { legacyResourceId shippingAddress { city countryCodeV2 zip } fulfillments(first: 1) { name } }
          events(first: 20, reverse: true, sortKey: HAPPENED_AT) { nodes { id } }
        }
      }`,
      { id: `gid://shopify/Fulfillment/${fulfillment.id}` },
    );
    expect(data?.fulfillment).toEqual({
      legacyResourceId: fulfillment.id,
      name: "#1001.1",
      status: "SUCCESS",
      displayStatus: "FULFILLED",
      deliveredAt: null,
      trackingInfo: [
        { company: "UPS", number: "1Z1", url: "https://ups.example.com/1Z1" },
        { company: "UPS", number: "1Z2", url: null },
      ],
      originAddress: { provinceCode: "QC", countryCode: "CA" },
      order: {
        legacyResourceId: order.id,
        shippingAddress: { city: "Toronto", countryCodeV2: "CA", zip: null },
        fulfillments: [{ name: "#1001.1" }],
      },
      events: { nodes: [] },
    });
  });

  it("sends no webhook when it is made or changed quietly", async () => {
    const { shopify, shop } = running;
    const order = shopify.createOrder(shop);
    const fulfillment = shopify.fulfill(order, { quietly: true });
    shopify.addEvent(fulfillment, "IN_TRANSIT", { quietly: true });
    shopify.cancel(fulfillment, { quietly: true });
    await shopify.webhooks.settled();
    expect(topics).toEqual([]);
    expect(fulfillment.displayStatus).toBe("CANCELED");
  });
});
