import { ShipmentStatus } from "@prisma/client";
import { expect, test } from "vitest";

import {
  isShipmentStatus,
  isTerminal,
  shipmentStatuses,
} from "#app/domain/shipment-status.ts";

test("lists the statuses in the database's order", () => {
  expect(shipmentStatuses).toEqual(Object.values(ShipmentStatus));
});

test("only delivered and returned are terminal", () => {
  expect(shipmentStatuses.filter(isTerminal)).toEqual([
    "delivered",
    "returned",
  ]);
});

test("knows its own statuses, and no other word", () => {
  expect(shipmentStatuses.every(isShipmentStatus)).toBe(true);
  expect(["", "Delivered", "lost"].filter(isShipmentStatus)).toEqual([]);
});
