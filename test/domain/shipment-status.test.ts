import { ShipmentStatus } from "@prisma/client";
import { expect, test } from "vitest";

import { isTerminal, shipmentStatuses } from "#app/domain/shipment-status.ts";

test("lists the statuses in the database's order", () => {
  expect(shipmentStatuses).toEqual(Object.values(ShipmentStatus));
});

test("only delivered and returned are terminal", () => {
  expect(shipmentStatuses.filter(isTerminal)).toEqual([
    "delivered",
    "returned",
  ]);
});
