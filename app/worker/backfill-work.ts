import type { Backfill, Shop } from "@prisma/client";

/** A shop's import on its way through a job. */
export type BackfillWork = {
  backfill: Backfill;
  shop: Shop;
  /** Whether the job has time left. */
  isOpen(): boolean;
  signal: AbortSignal;
};
