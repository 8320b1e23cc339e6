import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";

const build = path.resolve(import.meta.dirname, "../../build/server/index.js");
const isBuilt = existsSync(build);
if (!isBuilt)
  process.stderr.write("\n*** NO BUILD: run the tests by `npm test` ***\n\n");

// A second copy of what opens connections would be a second pool and a second queue in the process.
describe.runIf(isBuilt)("the pages' bundle", () => {
  it.each(["pg", "pg-boss", "@prisma/adapter-pg", "pino"])(
    "opens nothing: it does not import %s",
    (name) => {
      expect(readFileSync(build, "utf8")).not.toMatch(
        new RegExp(`(from|import)\\s*\\(?["']${name}["']`),
      );
    },
  );
});
