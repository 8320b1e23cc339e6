import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "#app/db.server.ts";
import { ordinaryDelivery } from "./keydelivery/scenarios.ts";
import { submitForm } from "./merchant.ts";
import type { Parcel } from "./parcels.ts";
import { openShop, ownAccount, type Sandbox } from "./start-sandbox.ts";
import type { SimulatedShop } from "./shopify/world.ts";

const dayMs = 86_400_000;
const secondShop = "paper-and-ink.myshopify.com";

/** What merchants live through: each story acts through the app's own pages, and says how its parcels end. */
export async function tellStories(
  sandbox: Sandbox,
  db: Database,
): Promise<Parcel[]> {
  const story = { sandbox, db };
  sandbox.keydelivery.playScenario("ST*", ordinaryDelivery);
  const second = await openShop(sandbox, secondShop);
  return (
    await Promise.all([
      rememberCarrier(story),
      correctAndCancel(story),
      importHistory(story),
      writeBack(story),
      // One after the other: they are about the same account.
      losesQuota(story, second).then(async (parcels) => [
        ...parcels,
        ...(await losesCredentials(story, second)),
      ]),
    ])
  ).flat();
}

type Story = { sandbox: Sandbox; db: Database };

function shipIn(
  { sandbox: { shopify } }: Story,
  shop: SimulatedShop,
  asked: { company: string; number: string; daysAgo?: number },
) {
  const at = asked.daysAgo && new Date(Date.now() - asked.daysAgo * dayMs);
  const order = shopify.createOrder(shop, { ...(at && { createdAt: at }) });
  const fulfillment = shopify.fulfill(order, {
    trackingCompany: asked.company,
    trackingNumbers: [asked.number],
    ...(at && { at, quietly: true }),
  });
  return { order, fulfillment };
}

const delivered = (
  scenario: string,
  shipped: { order: { name: string } }[],
  numbers: string[],
): Parcel[] =>
  shipped.map(({ order }, at) => ({
    scenario,
    order: order.name,
    number: numbers[at]!,
    expected: "delivered",
  }));

async function until(what: string, isSo: () => Promise<boolean>) {
  const giveUpAt = Date.now() + 60_000;
  while (!(await isSo())) {
    if (Date.now() > giveUpAt) throw new Error(`it never came: ${what}`);
    await sleep(100);
  }
}

async function rememberCarrier(story: Story) {
  const { sandbox, db } = story;
  const company = "Velo Kurier";
  const numbers = ["STVELO001", "STVELO002", "STVELO003", "STVELO004"];
  const ship = (number: string) =>
    shipIn(story, sandbox.shop, { company, number });
  const shipped = numbers.slice(0, 3).map(ship);
  const waiting = { number: { in: numbers }, hold: "needs_carrier" as const };
  await until(
    "three parcels that need a carrier",
    async () => (await db.shipment.count({ where: waiting })) === 3,
  );
  const first = await db.shipment.findFirstOrThrow({ where: waiting });
  await submitForm(sandbox, `/app/shipments/${first.id}`, {
    intent: "choose_carrier",
    carrierId: "gls",
    remember: "true",
  });
  shipped.push(ship(numbers[3]!));
  return delivered("carrier mended for a whole company", shipped, numbers);
}

async function correctAndCancel(story: Story): Promise<Parcel[]> {
  const { shopify, shop } = story.sandbox;
  const company = "UPS";
  const untilShipped = (number: string) =>
    until(`the parcel ${number}`, async () =>
      Boolean(await story.db.shipment.findFirst({ where: { number } })),
    );
  const typo = shipIn(story, shop, { company, number: "STTYPO001" });
  await untilShipped("STTYPO001");
  shopify.updateTracking(typo.fulfillment, { trackingNumbers: ["STRIGHT001"] });
  const cancelled = shipIn(story, shop, { company, number: "STGONE001" });
  // Of one that is known as cancelled first there is no parcel to show.
  await untilShipped("STGONE001");
  shopify.cancel(cancelled.fulfillment);
  const reopened = shipIn(story, shop, { company, number: "STBACK001" });
  shopify.updateTracking(reopened.fulfillment, { trackingNumbers: [] });
  shopify.updateTracking(reopened.fulfillment, {
    trackingNumbers: ["STBACK001"],
  });
  await shopify.webhooks.settled();
  const told = (
    scenario: string,
    { order }: typeof typo,
    number: string,
    expected: Parcel["expected"],
  ) => ({ scenario, order: order.name, number, expected });
  return [
    told("number corrected in Shopify", typo, "STTYPO001", "ended"),
    told("number corrected in Shopify", typo, "STRIGHT001", "delivered"),
    told("number removed, then back", reopened, "STBACK001", "delivered"),
    told("fulfillment cancelled", cancelled, "STGONE001", "ended"),
  ];
}

async function importHistory(story: Story) {
  const { sandbox, db } = story;
  const numbers = ["STHIST001", "STHIST002"];
  const ship = (number: string) =>
    shipIn(story, sandbox.shop, { company: "UPS", number, daysAgo: 5 });
  const shipped = numbers.map(ship);
  const { fulfillment } = ship("STHISTDONE");
  sandbox.shopify.addEvent(fulfillment, "DELIVERED", { quietly: true });
  const isIn = (state: "ready" | "done") => async () =>
    (await db.backfill.count({ where: { state } })) === 1;
  await submitForm(sandbox, "/app/import", { intent: "count", days: "30" });
  await until("the count of past shipments", isIn("ready"));
  await submitForm(sandbox, "/app/import", { intent: "start" });
  await until("the end of the import", isIn("done"));
  if (await db.shipment.count({ where: { number: "STHISTDONE" } }))
    throw new Error("a delivered parcel was imported");
  return delivered("past shipments imported", shipped, numbers);
}

async function writeBack(story: Story) {
  const { sandbox } = story;
  const { shopify, shop } = sandbox;
  shopify.updateScopes(shop, [...shop.scopes, "write_fulfillments"]);
  await submitForm(sandbox, "/app/settings", {
    intent: "save",
    changes: JSON.stringify({ writeBack: true }),
  });
  const numbers = ["STTOLD001", "STTOLD002"];
  const shipped = numbers.map((number) =>
    shipIn(story, shop, { company: "UPS", number }),
  );
  const isTold = ({ fulfillment }: (typeof shipped)[number]) =>
    shopify.journal.events.some(
      (event) =>
        event.fulfillment.endsWith(`/${fulfillment.id}`) &&
        event.status === "DELIVERED",
    );
  await until("the events at Shopify", () =>
    Promise.resolve(shipped.every(isTold)),
  );
  return delivered("status written back to the order", shipped, numbers);
}

const untilPaused = (
  { db }: Story,
  state: "quota_exhausted" | "invalid_credentials",
) =>
  until(`an account that is ${state}`, async () =>
    Boolean(await db.keyDeliveryAccount.findFirst({ where: { state } })),
  );

async function losesQuota(story: Story, shop: SimulatedShop) {
  const { sandbox } = story;
  const { domain } = shop;
  await submitForm(
    sandbox,
    "/app/settings",
    {
      intent: "save",
      ...ownAccount,
    },
    domain,
  );
  sandbox.keydelivery.setQuota(ownAccount.apiKey, 1);
  const numbers = ["STQUOTA001", "STQUOTA002", "STQUOTA003"];
  const shipped = numbers.map((number) =>
    shipIn(story, shop, { company: "UPS", number }),
  );
  await untilPaused(story, "quota_exhausted");
  sandbox.keydelivery.setQuota(ownAccount.apiKey, undefined);
  await submitForm(
    sandbox,
    "/app/settings",
    { intent: "test", apiKey: "", apiSecret: "" },
    domain,
  );
  return delivered("quota used up, then topped up", shipped, numbers);
}

async function losesCredentials(story: Story, shop: SimulatedShop) {
  const { sandbox } = story;
  const apiSecret = "sandbox-own-secret-2";
  sandbox.keydelivery.changeSecret(ownAccount.apiKey, apiSecret);
  const numbers = ["STCRED001", "STCRED002"];
  const shipped = numbers.map((number) =>
    shipIn(story, shop, { company: "UPS", number }),
  );
  await untilPaused(story, "invalid_credentials");
  await submitForm(
    sandbox,
    "/app/settings",
    {
      intent: "save",
      apiKey: "",
      apiSecret,
    },
    shop.domain,
  );
  return delivered("secret changed, then mended", shipped, numbers);
}
