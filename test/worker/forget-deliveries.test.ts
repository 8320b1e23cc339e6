import { expect, it } from "vitest";
import { forgetShop } from "#app/worker/forget-shop.ts";
import { sweep } from "#app/worker/sweep.ts";
import { domain, fulfillment, useCore } from "./use-core.ts";

const { core, database, deliver, enqueued, runRedactions, time } = useCore();
const create = "fulfillments/create";
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000);
const deliveries = () => database.db.webhookDelivery.findMany();

const uninstall = () =>
  deliver("app/uninstalled", { myshopify_domain: domain });
const redact = (shop = domain) =>
  deliver("shop/redact", { shop_domain: shop }, shop);
/** A parcel that the shop, installed anew, ships before it opens the app. */
const storeOfNext = (body: object, outcome: string | null) =>
  database.db.webhookDelivery.create({
    data: {
      ...{ topic: create, shopDomain: domain, webhookId: "w", outcome },
      triggeredAt: new Date(Date.now() + 180_000),
      dedupeKey: Buffer.from("next"),
      body: Buffer.from(JSON.stringify(body)),
    },
  });

it.each([
  ["waits for", "waiting_for_install"],
  ["is not carried out yet before", null],
])(
  "leaves what %s the opening of the shop's next installation",
  async (_how, outcome) => {
    await uninstall();
    await storeOfNext(fulfillment(), outcome);
    await redact();
    await runRedactions();
    expect(await deliveries()).toMatchObject([{ topic: create, outcome }]);
  },
);

it("is done once a customer's redaction that is under way is", async () => {
  await uninstall();
  const order = fulfillment();
  await storeOfNext(order, "waiting_for_install");
  await deliver("customers/redact", {
    shop_domain: domain,
    orders_to_redact: [order.order_id],
  });
  await redact();
  const jobs = () => enqueued.filter(({ job }) => job === "forget-shop");
  await forgetShop(
    core.app,
    jobs()[0]!.data as { deletionId: string },
    new AbortController().signal,
  );
  expect(jobs()).toHaveLength(1);
  enqueued.splice(enqueued.indexOf(jobs()[0]!), 1);
  expect(await database.db.shop.count()).toBe(2);
  await runRedactions();
  time.offsetMs = 3 * 60_000;
  await sweep(core.app);
  await runRedactions();
  expect(await database.db.shop.count()).toBe(1);
  expect(await deliveries()).toEqual([]);
});

it("forgets the deliveries of a shop that never opened the app, but not those of its next installation", async () => {
  const never = "never.myshopify.com";
  await deliver(create, fulfillment(), never, hoursAgo(50));
  await deliver(create, fulfillment(), never, hoursAgo(1));
  await redact(never);
  await runRedactions();
  expect(await deliveries()).toMatchObject([
    { shopDomain: never, outcome: "waiting_for_install" },
  ]);
});
