import type { Database } from "#app/db.server.ts";

// One order without email and postcode says nothing of the app.
const shownFrom = 3;

/** Shopify gave neither email nor postcode of the last orders of a shop whose shoppers may look up by them. */
export const areContactsWithheld = (shop: {
  contactLookUp: boolean;
  contactsWithheld: number;
}) => shop.contactLookUp && shop.contactsWithheld >= shownFrom;

/** Counts the orders in a row without a contact. Called for each look-up: nothing is written where it is known. */
export async function noteContacts(
  db: Pick<Database, "shop">,
  shop: { id: string; contactsWithheld: number },
  answer: "given" | "withheld",
): Promise<void> {
  const { id, contactsWithheld } = shop;
  if (answer === "given" && contactsWithheld > 0)
    await db.shop.updateMany({ where: { id }, data: { contactsWithheld: 0 } });
  if (answer === "withheld" && contactsWithheld < shownFrom)
    await db.shop.updateMany({
      where: { id },
      data: { contactsWithheld: { increment: 1 } },
    });
}
