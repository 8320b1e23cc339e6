import { describe, expect, it } from "vitest";
import {
  carriersThatNeedPhone,
  readPhone,
  readPhoneSharing,
} from "#app/domain/phone-sharing.ts";
import { findCarrier } from "#app/keydelivery/index.ts";

describe("a phone", () => {
  it.each([
    ["+14165550123", "+14165550123"],
    ["  (416) 555-0123 ", "(416) 555-0123"],
    ["030/1234567", "030/1234567"],
    ["+49 (0) 30.123456", "+49 (0) 30.123456"],
    ["０９０－１２３４－５６７８", "090-1234-5678"],
    ["\u202a+852 9527 9527\u202c", "+852 9527 9527"],
    ["06\u00a012\u00a034\u00a056\u00a078", "06 12 34 56 78"],
    ["090–1234–5678", "090-1234-5678"],
    ["123456", "123456"],
    ["123456789012345", "123456789012345"],
    ["1-2-3-4-5-6-7-8-9-0-1-2-3-4--5", "1-2-3-4-5-6-7-8-9-0-1-2-3-4--5"],
  ])("%j is sent as %j", (typed, sent) => {
    expect(readPhone(typed)).toBe(sent);
  });

  it.each([
    "",
    "   ",
    "-",
    "n/a",
    "12345",
    "none 5550123",
    "ada@example.com",
    "+1 416 555 0123 ext. 7",
    "1234567890123456",
    "416-555-0123, 416-555-0124",
    "4165550123\n4165550124",
    "1-2-3-4-5-6-7-8-9-0-1-2-3-4---5",
    "123456-",
    "x123456",
  ])("%j is none", (typed) => {
    expect(readPhone(typed)).toBeUndefined();
  });
});

it("is shared with nobody by a setting that is not known", () => {
  expect(readPhoneSharing("always")).toBe("always");
  expect(readPhoneSharing("sometimes")).toBe("never");
});

it("is needed by SF Express, and by carriers that KeyDelivery has alone", () => {
  expect(carriersThatNeedPhone).toContain("sf_express");
  expect(carriersThatNeedPhone.map((id) => findCarrier(id)?.id)).toEqual(
    carriersThatNeedPhone,
  );
});
