import type { Tracking } from "@prisma/client";
import { isTerminal } from "#app/domain/shipment-status.ts";

// Carriers recycle numbers: a parcel made this long after the last that was heard of a tracking is another parcel.
const recycledAfterMs = 30 * 86_400_000;

type Known = Pick<
  Tracking,
  "status" | "lastEventTime" | "registeredAt" | "lastPushAt"
>;

/** Whether a parcel that was made then is another one than those that the tracking was made for. */
export function isRecycled(known: Known, shippedAt: Date): boolean {
  const { lastEventTime } = known;
  if (!lastEventTime) return comesAfterEnd(known, shippedAt);
  const lastEvent = Date.parse(`${lastEventTime.replace(" ", "T")}Z`);
  return shippedAt.getTime() - lastEvent > recycledAfterMs;
}

// One that expired without a scan was never handed over: it says nothing of a parcel that was made after that.
function comesAfterEnd(
  { status, registeredAt, lastPushAt }: Known,
  shippedAt: Date,
) {
  const heardAt = Math.max(Number(registeredAt), Number(lastPushAt));
  if (heardAt === 0) return false;
  const afterMs = shippedAt.getTime() - heardAt;
  return status === "expired"
    ? afterMs > 0
    : isTerminal(status) && afterMs > recycledAfterMs;
}
