import type { SimulatedShop } from "./world.ts";

export type ThrottleLimits = { maximumAvailable: number; restoreRate: number };

type Bucket = ThrottleLimits & { available: number; at: number };

const standard: ThrottleLimits = { maximumAvailable: 2_000, restoreRate: 100 };

export const mutationCost = 10;

/** One leaky bucket per shop. */
export function createThrottle() {
  const buckets = new WeakMap<SimulatedShop, Bucket>();

  function set(shop: SimulatedShop, limits: ThrottleLimits) {
    const bucket = {
      ...limits,
      available: limits.maximumAvailable,
      at: Date.now(),
    };
    buckets.set(shop, bucket);
    return bucket;
  }

  function restored(shop: SimulatedShop) {
    const bucket = buckets.get(shop) ?? set(shop, standard);
    const now = Date.now();
    const restored =
      (Math.max(0, now - bucket.at) / 1_000) * bucket.restoreRate;
    bucket.available = Math.min(
      bucket.maximumAvailable,
      bucket.available + restored,
    );
    bucket.at = now;
    return bucket;
  }

  return {
    /** Fills the bucket, too. */
    set,
    /** Takes the points if they are there. */
    take(shop: SimulatedShop, cost: number) {
      const bucket = restored(shop);
      if (bucket.available < cost) return false;
      bucket.available -= cost;
      return true;
    },
    status(shop: SimulatedShop) {
      const { maximumAvailable, available, restoreRate } = restored(shop);
      return {
        maximumAvailable,
        currentlyAvailable: Math.floor(available),
        restoreRate,
      };
    },
  };
}

/** About what Shopify charges: a tenth for each object in a list. */
export const queryCost = (data: unknown) =>
  Math.max(2, Math.ceil(1 + countNodes(data) / 10));

function countNodes(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  const isList = Array.isArray(value);
  return Object.values(value).reduce<number>(
    (sum, one: unknown) =>
      sum + countNodes(one) + (isList && typeof one === "object" ? 1 : 0),
    0,
  );
}
