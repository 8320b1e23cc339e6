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

  it.each(["jo@mail.example.com", "SW1A 1AA", "1010", "AB-1"])(
    "can be %s",
    (typed) => expect(isContact(typed)).toBe(true),
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

  it("may not leave out anything of a postcode that is no American one", () => {
    for (const code of ["X902101234", "9021012345"])
      expect(
        isSameContact(code.slice(0, 5), { email: null, postcode: code }),
      ).toBe(false);
  });

  it.each([
    "doe",
    "12",
    "a b c",
    "12345678901",
    "",
    "@",
    "x@y",
    "me jo@x.com",
    "jo@x.com me",
    "jo@x..com",
    "jo@.com",
  ])("is nothing that cannot be one: %s", (typed) =>
    expect(isContact(typed)).toBe(false),
  );

  it("is never equal to what Shopify withholds", () => {
    const nothing = { email: null, postcode: null };
    for (const typed of ["", "null", "K1A 0B1", "jo@example.com"])
      expect(isSameContact(typed, nothing)).toBe(false);
  });
});
