/** As the app's /api/orders/:id answers. */
export type Parcel = {
  id: string;
  number: string;
  carrier: string | null;
  carrierUrl: string | null;
  state: string;
  isMoving: boolean;
  lastEvent: { time: string; text: string; place: string | null } | null;
  attention: string | null;
  /** The days on which it should arrive, "2026-11-24", and how many earlier parcels say so. */
  expected: { from: string; to: string; parcels: number } | null;
  canRetry: boolean;
  canChooseCarrier: boolean;
  candidates: { id: string; name: string }[];
};

export type Change =
  | { intent: "retry"; shipmentId: string }
  | { intent: "choose_carrier"; shipmentId: string; carrierId: string };

/**
 * The order's parcels, after a change where one is asked for. Shopify sends the session token along, and takes the
 * path as the app's.
 * @throws Error for any answer that is no list of parcels
 */
export async function askForParcels(
  orderId: string,
  change?: Change,
): Promise<Parcel[]> {
  const path = `/api/orders/${orderId.replace(/^.*\//, "")}`;
  const answer = await fetch(
    path,
    change && {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(change),
    },
  );
  if (!answer.ok) throw new Error(`the app answered ${answer.status}`);
  const { parcels } = (await answer.json()) as { parcels: Parcel[] };
  return parcels;
}
