import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import {
  lockedPackages,
  readManifest,
} from "#test/supply-chain/read-lockfile.ts";

const page = readFileSync(
  new URL("../../docs/dependencies.md", import.meta.url),
  "utf8",
);
const rows = [...page.matchAll(/^\| `.+\|$/gm)].map(([row]) =>
  row
    .split("|")
    .slice(1, -1)
    .map((cell) => cell.trim()),
);
const { dependencies, devDependencies, optionalDependencies } = readManifest();
const named = { ...dependencies, ...devDependencies, ...optionalDependencies };
const ownLicence = "SEE LICENSE IN LICENSE.md";

it("docs/dependencies.md names every package of package.json in its version, and no other", () => {
  const written = rows.map(([name, version]) => [name, version]);
  expect(Object.fromEntries(written)).toEqual(
    Object.fromEntries(
      Object.entries(named).map(([name, version]) => [`\`${name}\``, version]),
    ),
  );
  expect(written).toHaveLength(Object.keys(named).length);
});

it("docs/dependencies.md tells the licence that each package has", () => {
  const licences = new Map(
    lockedPackages().map(({ name, version, license }) => [
      `\`${name}\` ${version}`,
      license,
    ]),
  );
  for (const [name, version, licence] of rows)
    expect(licence, name).toBe(
      licences.get(`${name} ${version}`)?.replace(ownLicence, "Shopify's"),
    );
});

it("docs/dependencies.md says of each what it is for, whose it is, and what there would be without it", () => {
  for (const row of rows) {
    expect(row, row[0]).toHaveLength(7);
    for (const cell of row) expect(cell, row[0]).not.toBe("");
  }
});
