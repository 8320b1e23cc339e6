import { describe, expect, it } from "vitest";
import { startWeb } from "#app/server.ts";
import { buildOfPages } from "./build-of-pages.ts";
import { useWeb } from "./use-web.ts";

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const build = buildOfPages({
  slow: async () => {
    await wait(400);
    return null;
  },
});
const web = useWeb(build);

describe("closing", () => {
  const start = () =>
    startWeb(web.running.app, { build: () => Promise.resolve(build) });

  it("lets a request that is under way finish, and takes no new one", async () => {
    const other = await start();
    const url = `http://127.0.0.1:${other.port}`;
    await (await fetch(`${url}/healthz`)).text();
    const slow = fetch(`${url}/slow`);
    await wait(100);
    const closing = other.close(5_000);
    await expect(fetch(`${url}/healthz`)).rejects.toThrow();
    expect(await (await slow).text()).toContain("page slow");
    const startedAt = performance.now();
    await closing;
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });

  it("ends what is still under way when the grace is over", async () => {
    const other = await start();
    const slow = fetch(`http://127.0.0.1:${other.port}/slow`);
    const outcome = slow.then(
      () => "answered",
      () => "ended",
    );
    await wait(100);
    await other.close(50);
    expect(await outcome).toBe("ended");
  });

  it("is not ready from the moment it leaves, whatever it said right before", async () => {
    const other = await start();
    const readiness = async () => {
      const answer = await fetch(`http://127.0.0.1:${other.port}/readyz`);
      return (await answer.json()) as unknown;
    };
    expect(await readiness()).toEqual({ ready: true, notReady: [] });
    const closing = other.close(5_000, { leaveMs: 1_000 });
    expect(await readiness()).toEqual({ ready: false, notReady: ["leaving"] });
    await closing;
  });
});
