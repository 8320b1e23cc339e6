import { describe, expect, it } from "vitest";
import { aggregateStatus } from "#app/features/fulfillments/aggregate-status.ts";
import { shipmentStatuses } from "#app/domain/shipment-status.ts";

describe("aggregateStatus", () => {
  it("is pending when there are no parcels", () => {
    expect(aggregateStatus([])).toBe("pending");
  });

  it("is the least advanced parcel's", () => {
    expect(
      aggregateStatus(["delivered", "in_transit", "out_for_delivery"]),
    ).toBe("in_transit");
  });

  it("is an exception at once", () => {
    expect(aggregateStatus(["pending", "exception", "delivered"])).toBe(
      "exception",
    );
  });

  it("is delivered only when every parcel is", () => {
    expect(aggregateStatus(["delivered", "delivered"])).toBe("delivered");
    expect(aggregateStatus(["delivered", "expired"])).toBe("expired");
  });

  it.each(shipmentStatuses)(
    "is %s when that is the only parcel's",
    (status) => {
      expect(aggregateStatus([status])).toBe(status);
    },
  );
});
