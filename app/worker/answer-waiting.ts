import type { App } from "#app/app-context.ts";
import {
  outcomeOf,
  settleRefreshes,
  type WaitingRefreshes,
} from "#app/features/shipments/open-refreshes.server.ts";
import { checkTracking } from "#app/jobs/definitions.ts";
import type { KeyDeliveryError } from "#app/keydelivery/index.ts";

/** How a real-time query ended. */
export type CheckResult =
  | { outcome: "found" | "nothing_yet" }
  /** Parcels that wait to be registered go first, or the account's next slot is not near. */
  | { outcome: "busy"; retryAt: Date }
  /** The account is paused or disconnected, or the parcel is not followed any more. */
  | { outcome: "not_possible" }
  | { outcome: "failed"; error: KeyDeliveryError };

/** Tells those who asked by hand what it brought. While KeyDelivery is busy they wait, and it is asked again soon. */
export async function answerWaiting(
  app: App,
  trackingId: string,
  waiting: WaitingRefreshes,
  result: CheckResult,
): Promise<void> {
  const { db } = app;
  const settle = (
    rest: Omit<Parameters<typeof settleRefreshes>[1], "ids" | "now">,
  ) => settleRefreshes(db, { ids: waiting.ids, now: app.clock.now(), ...rest });
  switch (result.outcome) {
    case "found":
      return settle(await outcomeOf(db, trackingId, waiting));
    case "nothing_yet":
      return settle({ outcome: "nothing_yet" });
    case "not_possible":
      return settle({ outcome: "failed", answerCode: "account" });
    case "failed": {
      const { answerCode, name } = result.error;
      return settle({ outcome: "failed", answerCode: answerCode ?? name });
    }
    case "busy":
      if (waiting.isLost)
        return settle({ outcome: "failed", answerCode: "busy" });
      return app.queue.enqueue(
        checkTracking,
        { trackingId },
        { singletonKey: trackingId, startAfter: result.retryAt, first: true },
      );
  }
}
