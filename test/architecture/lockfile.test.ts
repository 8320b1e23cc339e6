import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  lockedPackages,
  readManifest,
} from "#test/supply-chain/read-lockfile.ts";

type Package = {
  resolved?: string;
  optionalDependencies?: Record<string, string>;
};

const read = (file: string) =>
  JSON.parse(
    readFileSync(new URL(`../../${file}`, import.meta.url), "utf8"),
  ) as Record<string, unknown>;
const packages = read("package-lock.json").packages as Record<string, Package>;

describe("the lockfile", () => {
  it("has an entry for every optional dependency, without which npm ci breaks on some machines", () => {
    const names = new Set(
      Object.keys(packages).map((place) => place.split("node_modules/").at(-1)),
    );
    const missing = Object.values(packages)
      .flatMap(({ optionalDependencies }) =>
        Object.keys(optionalDependencies ?? {}),
      )
      .filter((name) => !names.has(name));
    expect([...new Set(missing)]).toEqual([]);
  });

  it("names no registry", () => {
    const resolved = Object.values(packages).filter(
      ({ resolved }) => resolved !== undefined,
    );
    expect(resolved).toEqual([]);
  });

  it("has the hash of every package, so that no other can take its place", () => {
    const unchecked = lockedPackages().filter(
      ({ integrity }) => !/^sha512-[\w+/]{86}==$/.test(integrity ?? ""),
    );
    expect(unchecked).toEqual([]);
  });

  it("has no install script but those that package.json allows, and each of these is there", () => {
    const scripted = lockedPackages()
      .filter(({ hasInstallScript }) => hasInstallScript)
      .map(({ name }) => name);
    const allowed = Object.entries(readManifest().allowScripts)
      .filter(([, isAllowed]) => isAllowed)
      .map(([name]) => name);
    expect([...new Set(scripted)].sort()).toEqual(allowed.sort());
  });
});

describe("package.json", () => {
  it.each([
    "dependencies",
    "devDependencies",
    "optionalDependencies",
    "overrides",
  ])("has exact versions in %s", (kind) => {
    const versions = Object.values(
      read("package.json")[kind] as Record<string, string>,
    );
    for (const version of versions)
      expect(version).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
  });
});
