import { describe, expect, it } from "vitest";
import { isContact, isSameContact } from "#app/domain/contact.ts";

const buyer = { email: "Jo.Doe@Example.com", postcode: "K1A 0B1" };

describe("a contact", () => {
  it.each(["jo.doe@example.com", " JO.DOE@EXAMPLE.COM ", "k1a0b1", "K1A-0B1"])(
    "is the buyer's, however it is typed: %s",
    (typed) => {
      expect(isContact(typed)).toBe(true);
      expect(isSameContact(typed, buyer)).toBe(true);
    },
  );

  it.each(["jo.doe@example.co", "@example.com", "K1A", "K1A 0B2", "doe", ""])(
    "is not the buyer's: %s",
    (typed) => {
      expect(isSameContact(typed, buyer)).toBe(false);
    },
  );

  it("may leave out the last four digits of an American ZIP code, and nothing else", () => {
    const known = { email: null, postcode: "90210-1234" };
    expect(isSameContact("90210", known)).toBe(true);
    expect(isSameContact("902101234", known)).toBe(true);
    expect(isSameContact("9021", known)).toBe(false);
    expect(isSameContact("1234", known)).toBe(false);
  });

  it.each(["doe", "12", "a b c", "12345678901", "", "@", "x@y"])(
    "is nothing that cannot be one: %s",
    (typed) => expect(isContact(typed)).toBe(false),
  );

  it("is never equal to what Shopify withholds", () => {
    const nothing = { email: null, postcode: null };
    for (const typed of ["", "null", "K1A 0B1", "jo@example.com"])
      expect(isSameContact(typed, nothing)).toBe(false);
  });
});
