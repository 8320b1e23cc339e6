import { setTimeout as sleep } from "node:timers/promises";
import type { QueryCost } from "#app/shopify/query-admin.server.ts";

/** What a shop's calls may still cost, as all of its calls of one job see it. */
export type ShopBudget = {
  /** What the last answer said of the shop's budget. */
  cost: QueryCost | undefined;
  /** Shopify asked for no calls until then, in ms of the system's clock. */
  restUntil: number;
};

/** Until the shop's bucket holds `pointsKept` for the next calls, whoever emptied it. */
export async function restFor(
  budget: ShopBudget,
  pointsKept: number,
  signal: AbortSignal,
): Promise<void> {
  const { cost } = budget;
  const missing = pointsKept - (cost?.currentlyAvailable ?? pointsKept);
  const refillMs = missing > 0 ? (missing / (cost?.restoreRate ?? 1)) * 1e3 : 0;
  const ms = Math.max(refillMs, budget.restUntil - Date.now());
  budget.cost = undefined;
  if (ms > 0)
    await sleep(ms, undefined, { signal }).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
}
