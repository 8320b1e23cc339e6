import { z } from "zod";
import { flowHandles } from "#app/features/flow/flow-payload.ts";
import { check, type Check } from "./check.ts";
import type { Shipped } from "./ship-parcels.ts";
import type { Topology } from "./topology.ts";

const flowPayload = z.object({
  "Tracking number": z.string(),
  "Old status": z.string(),
  "New status": z.string(),
  "Transition ID": z.string(),
});

/** Nothing can be read back at Flow: told at least once, repeats with the same id. */
export function judgeFlow({ shopify }: Topology, shipped: Shipped[]): Check[] {
  const told = shopify.journal.flowTriggers
    .filter(({ handle }) => handle === flowHandles.status_changed)
    .map(({ payload }) => flowPayload.parse(payload));
  const transitions = [
    ...new Map(told.map((one) => [one["Transition ID"], one])).values(),
  ];
  const byNumber = Map.groupBy(transitions, (one) => one["Tracking number"]);
  const torn = [...byNumber.values()].filter(
    (list) =>
      // Each change begins where another ended, so that none is missing between.
      !list.every(
        (one) =>
          one["Old status"] === "pending" ||
          list.some((other) => other["New status"] === one["Old status"]),
      ),
  );
  const untold = shipped.filter(
    ({ number, scenario }) =>
      number !== null &&
      !byNumber
        .get(number)
        ?.some((one) => one["New status"] === scenario.expected),
  );
  return [
    check(
      "Flow was told how each parcel ended",
      untold.map(({ number }) => number),
      shipped.length,
    ),
    check(
      "Flow was told each change at least once, repeats with their id",
      torn.map(([first]) => first),
      told.length,
    ),
  ];
}
