import { appUrl } from "./app-url.ts";
import { shopify } from "./host.ts";
/** As the app's /api/customer/orders/:id answers. */
export type Parcel = {
  number: string;
  carrier: string | null;
  carrierUrl: string | null;
  status: string;
  /** Newest first; times "2026-11-22 10:11:12", local to the scan. */
  events: { time: string; status: string; place: string | null }[];
  /** The days on which it should arrive, "2026-11-24". */
  expected: { from: string; to: string } | null;
};

/**
 * The order's parcels, for one who knows some of its tracking numbers; none where the app tracks none of them.
 * @throws Error for any other answer
 */
export async function askForParcels(
  orderId: string,
  numbers: string[],
): Promise<Parcel[]> {
  const id = orderId.replace(/^.*\//, "");
  const url = new URL(`/api/customer/orders/${id}`, appUrl);
  for (const number of numbers) url.searchParams.append("number", number);
  const token = await shopify.sessionToken.get();
  const answer = await fetch(url.href, {
    headers: { Authorization: `Bearer ${token}` },
  });
  if (answer.status === 404) return [];
  if (!answer.ok) throw new Error(`the app answered ${answer.status}`);
  const { parcels } = (await answer.json()) as { parcels: Parcel[] };
  return parcels;
}
