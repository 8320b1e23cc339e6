import { z } from "zod";
import { periodBefore } from "#app/features/analytics/analytics-range.ts";
import {
  deliveredSum,
  loadDeliveredSums,
  loadShippedSums,
  shippedSum,
} from "#app/features/analytics/load-sums.server.ts";
import { loadMonthSums } from "#app/features/estimates/load-month-sums.server.ts";
import {
  estimateRow,
  measureEstimates,
} from "#app/features/estimates/measure-estimates.ts";
import type { SumsOf } from "#app/features/kept-sums/sums.ts";

const schema = z.object({
  shipped: z.array(shippedSum),
  delivered: z.array(deliveredSum),
  estimates: z.array(estimateRow),
});

/** Of the analytics page, in its period and in the one before. What the shop promises is no part of it. */
export const analyticsSums: SumsOf<z.infer<typeof schema>> = {
  kind: "analytics",
  schema,
  sumUp: async (db, { shopId, ...period }) => {
    const asked = {
      shopId,
      range: { ...period, before: periodBefore(period) },
    };
    const [shipped, delivered, months] = await Promise.all([
      loadShippedSums(db, asked),
      loadDeliveredSums(db, asked),
      loadMonthSums(db, { shopId, ...period }),
    ]);
    return { shipped, delivered, estimates: measureEstimates(months) };
  },
};
