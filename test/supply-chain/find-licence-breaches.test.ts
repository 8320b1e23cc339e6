import { expect, it } from "vitest";
import { findLicenceBreaches } from "./find-licence-breaches.ts";
import { lockedPackages } from "./read-lockfile.ts";

it("finds every licence that is shipped allowed", () => {
  const shipped = lockedPackages().filter(({ dev }) => !dev);
  expect(shipped.length).toBeGreaterThan(200);
  expect(findLicenceBreaches(shipped)).toEqual([]);
});

it.each([
  ["GPL-3.0-only"],
  ["MIT AND GPL-2.0-only"],
  ["(AGPL-3.0 OR SSPL-1.0)"],
  ["MIT OR (ISC AND GPL-2.0-only)"],
  ["SEE LICENSE IN LICENSE.md"],
  ["UNLICENSED"],
  [undefined],
])("refuses a package under %s", (license) => {
  expect(findLicenceBreaches([{ name: "new", license }])).toHaveLength(1);
});

it.each([["MIT"], ["(GPL-2.0-only OR MIT)"], ["MIT AND ISC"]])(
  "lets a package under %s pass",
  (license) => {
    expect(findLicenceBreaches([{ name: "new", license }])).toEqual([]);
  },
);
