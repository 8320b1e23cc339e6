import type { Database } from "#app/db.server.ts";

// One order without a phone says nothing of the app.
const shownFrom = 3;

type Counted = { phoneSharing: string; phonesWithheld: number };

/** Shopify gave no phone for the last parcels of a shop that shares phones. */
export const arePhonesWithheld = ({ phoneSharing, phonesWithheld }: Counted) =>
  phoneSharing !== "never" && phonesWithheld >= shownFrom;

/** Counts the parcels in a row without a phone. Called for each parcel: nothing is written where it is known. */
export async function notePhoneAnswer(
  db: Database,
  shopId: string,
  answer: "given" | "withheld",
): Promise<void> {
  if (answer === "given")
    await db.shop.updateMany({
      where: { id: shopId, phonesWithheld: { gt: 0 } },
      data: { phonesWithheld: 0 },
    });
  else
    await db.shop.updateMany({
      where: { id: shopId, phonesWithheld: { lt: shownFrom } },
      data: { phonesWithheld: { increment: 1 } },
    });
}
