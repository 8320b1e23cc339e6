import { execFile } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { permitted, seededViolations } from "./seeded-violations.ts";

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, "../..");
const { forbidden } = createRequire(import.meta.url)(
  path.join(root, ".dependency-cruiser.cjs"),
) as { forbidden: { name: string }[] };

type Violation = { rule: { name: string }; from: string; to: string };

/** What `npm run check:imports` finds in a folder. */
async function violationsIn(folder: string): Promise<Violation[]> {
  const binary = path.join(root, "node_modules/.bin/depcruise");
  const { stdout } = await run(
    binary,
    [
      "--config",
      ".dependency-cruiser.cjs",
      "--output-type",
      "json",
      "app",
      "test",
    ],
    { cwd: folder, maxBuffer: 64 * 1024 * 1024 },
  ).catch((error: { stdout: string }) => error);
  return (JSON.parse(stdout) as { summary: { violations: Violation[] } })
    .summary.violations;
}

/** A folder with the real configuration and these files. */
function writeTree(files: [name: string, text: string][]) {
  const folder = mkdtempSync(path.join(tmpdir(), "import-rules-"));
  for (const file of [
    ".dependency-cruiser.cjs",
    "package.json",
    "tsconfig.json",
  ])
    cpSync(path.join(root, file), path.join(folder, file));
  symlinkSync(
    path.join(root, "node_modules"),
    path.join(folder, "node_modules"),
  );
  for (const [name, text] of files) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), `${text}\n`);
  }
  return folder;
}

describe("the import rules", () => {
  let found: Violation[];

  beforeAll(async () => {
    const folder = writeTree(
      Object.values(seededViolations).flatMap(Object.entries<string>),
    );
    found = await violationsIn(folder);
    return () => rmSync(folder, { recursive: true });
  });

  it("each have a seeded violation in files of its own", () => {
    const files = Object.values(seededViolations).flatMap(Object.keys);
    expect(files).toEqual([...new Set(files)]);
    expect(Object.keys(seededViolations).sort()).toEqual(
      forbidden.map(({ name }) => name).sort(),
    );
  });

  it.each(Object.entries(seededViolations))(
    "%s fires on its seed",
    (rule, files) => {
      const fired = found.filter((violation) => violation.rule.name === rule);
      expect(fired.map(({ from }) => from)).toContainEqual(
        expect.toSatisfy((from: string) => from in files),
      );
    },
  );

  it("let pass what only looks like a violation", async () => {
    const folder = writeTree(Object.entries(permitted));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    expect(await violationsIn(folder)).toEqual([]);
  });

  it("hold in the project itself", async () => {
    expect(await violationsIn(root)).toEqual([]);
  });
});
