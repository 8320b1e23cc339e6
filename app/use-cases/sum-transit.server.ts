import type { TransitSummary } from "#app/features/home/home-view.ts";
import { loadTransit } from "#app/features/home/load-transit.server.ts";
import {
  summariseTransit,
  transitSummary,
} from "#app/features/home/transit-summary.ts";
import type { SumsOf } from "#app/features/kept-sums/sums.ts";

/** Of the home page. */
export const transitSums: SumsOf<TransitSummary> = {
  kind: "transit",
  schema: transitSummary,
  sumUp: async (db, { shopId, from, to }) =>
    summariseTransit(await loadTransit(db, { shopId, from }), to),
};
