import { expect, it, vi } from "vitest";
import { runSteps } from "#app/worker/run-steps.ts";

const failing = (message: string) => () => Promise.reject(new Error(message));

it("carries out each step though one before it fails, and fails as the first one did", async () => {
  const done: string[] = [];
  const note = (name: string) => () => Promise.resolve(done.push(name));
  const steps = [note("a"), failing("first"), note("b"), failing("second")];
  const warn = vi.fn();
  await expect(runSteps({ warn }, [...steps, note("c")])).rejects.toThrow(
    "first",
  );
  expect(warn).toHaveBeenCalledTimes(2);
  expect(done).toEqual(["a", "b", "c"]);
  await runSteps({ warn }, [note("d")]);
  expect(done).toEqual(["a", "b", "c", "d"]);
});
