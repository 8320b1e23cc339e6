import { createHmac } from "node:crypto";
import type { Shop } from "@prisma/client";
import type { App } from "#app/app-context.ts";
import { isContact, isSameContact } from "#app/domain/contact.ts";
import { orderKeyOf } from "#app/domain/order-key.ts";
import { noteContacts } from "#app/features/storefront/note-contacts.server.ts";
import {
  takeBothTurns,
  takeTurn,
} from "#app/features/storefront/take-look-up-slot.server.ts";
import {
  listCustomerOrders,
  readOrderContacts,
} from "#app/shopify/read-shopper-orders.server.ts";
import { contactsOf } from "./turns-of-shop.server.ts";

// What is asked of Shopify is the shop's own budget there, which telling statuses needs too.
const ofShop = { perMinute: 60, burst: 60 };
// A postcode can be guessed: not by anyone who has one guess a minute.
const ofOrder = { perMinute: 1, burst: 10 };
const patienceMs = 3_000;
// What an order's name may hold: nothing that ends the quotes of a search.
const searchable = /^[\p{L}\p{N}#./_-]{1,50}$/u;

/** The ids of the orders, or why there are none to tell. */
export type FoundOrders = { gids: string[] } | "limited" | "unavailable";

export type AskingShop = Pick<
  Shop,
  "id" | "domain" | "contactLookUp" | "contactsWithheld"
>;

/**
 * The orders of this name whose buyer has this email or postcode, where the shop lets shoppers say that. Shopify is asked
 * whether there is such an order or not, so that the answer and the time to it tell nothing.
 */
export async function findOrdersByContact(
  app: App,
  shop: AskingShop,
  asked: { orderKey: string; contact: string },
): Promise<FoundOrders> {
  const { orderKey, contact } = asked;
  if (!shop.contactLookUp || !isContact(contact) || !searchable.test(orderKey))
    return { gids: [] };
  const now = app.clock.now();
  const mayAsk = await takeBothTurns(app.db, {
    ofShop: { key: contactsOf(shop.domain), limits: ofShop },
    ofOne: { key: orderTurnsOf(app, shop, orderKey), limits: ofOrder },
    now,
  });
  if (!mayAsk) return "limited";
  return orUnavailable(app, shop, async (signal) => {
    const { domain } = shop;
    const found = await readOrderContacts(app, {
      ...{ shop: domain, name: orderKey, signal },
    });
    const named = found?.filter(({ name }) => orderKeyOf(name) === orderKey);
    const told = named?.filter((one) => one.email ?? one.postcode);
    if (!named || named.length > 0)
      await noteContacts(app.db, shop, told?.length ? "given" : "withheld");
    return (told ?? [])
      .filter((order) => isSameContact(contact, order))
      .map(({ gid }) => gid);
  });
}

/** The newest orders of the customer who is signed in, whom Shopify's signature names. */
export async function findOwnOrders(
  app: App,
  shop: AskingShop,
  customerId: string,
): Promise<FoundOrders> {
  const now = app.clock.now();
  const mayAsk = await takeTurn(app.db, contactsOf(shop.domain), ofShop, now);
  if (!mayAsk) return "limited";
  return orUnavailable(app, shop, (signal) =>
    listCustomerOrders(app, { shop: shop.domain, customerId, signal }),
  );
}

// What was typed could be anything that names somebody.
const orderTurnsOf = (
  { env }: App,
  { domain }: Pick<AskingShop, "domain">,
  orderKey: string,
) =>
  createHmac("sha256", env.appSecret)
    .update(`order\0${domain}\0${orderKey}`)
    .digest("base64url");

async function orUnavailable(
  app: App,
  { domain }: AskingShop,
  ask: (signal: AbortSignal) => Promise<string[]>,
): Promise<FoundOrders> {
  try {
    return { gids: await ask(AbortSignal.timeout(patienceMs)) };
  } catch (error) {
    // The error's own text could quote what was asked.
    const reason = error instanceof Error ? error.name : "unknown";
    app.logger.warn({ shop: domain, reason }, "orders not asked for");
    return "unavailable";
  }
}
