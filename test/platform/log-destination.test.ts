import { spawnSync } from "node:child_process";
import path from "node:path";
import { expect, it } from "vitest";

const logger = path.resolve(
  import.meta.dirname,
  "../../app/platform/logger.server.ts",
);

/** The messages that a process wrote which ran this with a logger, in their order. */
function messagesOf(script: string) {
  const { stdout } = spawnSync(
    process.execPath,
    [
      "--input-type=module",
      "--eval",
      `import { createLogger } from ${JSON.stringify(logger)};
       const logger = createLogger("info");
       ${script}`,
    ],
    { encoding: "utf8", maxBuffer: 10_000_000 },
  );
  return stdout
    .split("\n")
    .filter(Boolean)
    .map((line) => (JSON.parse(line) as { msg: string }).msg);
}

const counted = (count: number) =>
  Array.from({ length: count }, (_, n) => `${n}`);

it("writes every line in its order, however many, until the process ends", () => {
  expect(
    messagesOf(
      "for (let n = 0; n < 2_000; n++) logger.info(`${n}`); process.exit(0);",
    ),
  ).toEqual(counted(2_000));
});

it("writes a warning at once, behind what waits before it, so that a process that is killed has told it", () => {
  expect(
    messagesOf(
      'logger.info("first"); logger.warn("second"); logger.info("lost"); process.kill(process.pid, "SIGKILL");',
    ),
  ).toEqual(["first", "second"]);
});

it("keeps a line of ordinary success no longer than a tenth of a second", () => {
  expect(
    messagesOf(
      'logger.info("told"); setTimeout(() => process.kill(process.pid, "SIGKILL"), 1_000);',
    ),
  ).toEqual(["told"]);
});
