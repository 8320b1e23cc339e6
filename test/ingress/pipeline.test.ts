import type { Pool } from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openIngressPool } from "#app/ingress/open-ingress-pool.ts";
import { createPipeline } from "#app/ingress/pipeline.ts";
import { shareOfKeptBuffers } from "#test/support/kept-buffers.ts";
import { startTcpProxy, type TcpProxy } from "#test/support/tcp-proxy.ts";
import { useTestDatabase } from "#test/support/test-database.ts";

const database = useTestDatabase();
let proxy: TcpProxy;
let pool: Pool;

beforeAll(async () => {
  const url = new URL(database.url);
  proxy = await startTcpProxy({ host: url.hostname, port: Number(url.port) });
  url.host = `127.0.0.1:${proxy.port}`;
  pool = openIngressPool(url.href, { onError: () => undefined });
  await database.pool.query("CREATE TABLE noted (text text, pid int)");
});
afterAll(async () => {
  await pool.end();
  await proxy.close();
});

const note = (text: string, divisor = 1, seconds = 0) => ({
  name: "note",
  text: "INSERT INTO noted SELECT $1 || 1 / $2::int, pg_backend_pid() FROM (SELECT pg_sleep($3)) slept",
  values: [text, divisor, seconds],
});

async function takeNoted() {
  const { rows } = await database.pool.query<{ text: string; pid: number }>(
    "DELETE FROM noted RETURNING text, pid",
  );
  return {
    texts: rows.map(({ text }) => text).toSorted(),
    connections: new Set(rows.map(({ pid }) => pid)).size,
  };
}

it("sends statements behind each other over one connection, each a transaction of its own", async () => {
  const send = createPipeline(pool);
  const outcomes = await Promise.allSettled([
    send(note("a", 1, 0.1)),
    send(note("b", 0)),
    send(note("c")),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual([
    "fulfilled",
    "rejected",
    "fulfilled",
  ]);
  expect(outcomes[1]).toMatchObject({ reason: { code: "22012" } });
  expect(await takeNoted()).toMatchObject({
    texts: ["a1", "c1"],
    connections: 1,
  });
  expect(pool.totalCount).toBe(0);
});

it("takes another connection where a statement failed, while those behind it go on", async () => {
  const send = createPipeline(pool);
  const failed = send(note("a", 0));
  const slow = send(note("b", 1, 0.2));
  await expect(failed).rejects.toMatchObject({ code: "22012" });
  await send(note("c"));
  expect(pool.totalCount).toBe(2);
  await slow;
  expect(await takeNoted()).toMatchObject({
    texts: ["b1", "c1"],
    connections: 2,
  });
  expect(pool).toMatchObject({ totalCount: 1, idleCount: 1 });
});

it("fails all that are under way where the connection breaks, and works again with the next", async () => {
  const send = createPipeline(pool);
  await send(note("a"));
  const broken = Promise.allSettled([
    send(note("b", 1, 5)),
    send(note("c", 1, 5)),
  ]);
  await expect.poll(() => pool.idleCount).toBe(0);
  proxy.setMode("refuse");
  expect((await broken).map(({ status }) => status)).toEqual([
    "rejected",
    "rejected",
  ]);
  await expect(send(note("d"))).rejects.toThrow();
  proxy.setMode("pass");
  await send(note("e"));
  expect((await takeNoted()).texts).toEqual(["a1", "e1"]);
  expect(pool.idleCount).toBe(pool.totalCount);
});

it("gives up on a server that hangs, for all that are under way at once, and keeps no connection to it", async () => {
  const send = createPipeline(pool);
  await send(note("a"));
  proxy.setMode("hang");
  const startedAt = performance.now();
  const first = send(note("b"));
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const outcomes = await Promise.allSettled([first, send(note("c"))]);
  expect(performance.now() - startedAt).toBeLessThan(3_000);
  expect(outcomes.map(({ status }) => status)).toEqual([
    "rejected",
    "rejected",
  ]);
  expect(outcomes[0]).toMatchObject({
    reason: { message: "no answer to note within 2200 ms" },
  });
  await expect.poll(() => pool.totalCount).toBe(0);
  proxy.setMode("pass");
  await send(note("d"));
  // What was on its way may still have come there: it counts as not stored, and comes again.
  expect((await takeNoted()).texts).toEqual(
    expect.arrayContaining(["a1", "d1"]),
  );
});

it("leaves nothing of what was sent for a full collection", async () => {
  const send = createPipeline(pool);
  const share = await shareOfKeptBuffers((buffer) =>
    send({
      name: "length",
      text: "SELECT length($1::bytea)",
      values: [buffer],
    }),
  );
  expect(share).toBeLessThan(0.02);
});
