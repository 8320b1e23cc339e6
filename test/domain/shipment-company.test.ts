import { expect, it } from "vitest";
import { companyOfShipment } from "#app/domain/shipment-company.ts";

it("is the fulfillment's where Shopify lists the number", () => {
  expect(companyOfShipment({ importedCompany: null }, "UPS")).toBe("UPS");
  expect(companyOfShipment({ importedCompany: null }, null)).toBeNull();
});

it("is what a merchant's file says of an imported number, and none where it says none", () => {
  expect(companyOfShipment({ importedCompany: "GLS" }, "UPS")).toBe("GLS");
  expect(companyOfShipment({ importedCompany: "" }, "UPS")).toBeNull();
});
