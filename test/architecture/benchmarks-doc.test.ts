import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { benches } from "#test/bench/benches.ts";

const namesIn = (file: string, command: RegExp) =>
  [...readFileSync(file, "utf8").matchAll(command)].map(([, name]) => name);

it("docs/benchmarks.md has a chapter for each benchmark, under its name", () => {
  const chapters = namesIn(
    "docs/benchmarks.md",
    /^## .*`npm run bench -- (\S+)`$/gm,
  );
  // Its chapter is the whole of docs/scaling.md.
  const elsewhere = namesIn(
    "docs/scaling.md",
    /`npm run bench -- (black-friday)`/g,
  );
  expect([...chapters, ...elsewhere].toSorted()).toEqual(
    Object.keys(benches).toSorted(),
  );
});
