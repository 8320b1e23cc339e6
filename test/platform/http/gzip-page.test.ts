import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { constants, gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { createPageGzip } from "#app/platform/http/gzip-page.server.ts";

const pieceOf = (n: number) => Buffer.from(`${n} `.repeat(500));
const many = Array.from({ length: 100 }, (_, n) => pieceOf(n));

/** What has come out so far, read back. */
function readFrom(page: NodeJS.ReadableStream) {
  const chunks: Buffer[] = [];
  page.on("data", (chunk: Buffer) => chunks.push(chunk));
  return {
    chunks,
    text: () =>
      gunzipSync(Buffer.concat(chunks), {
        finishFlush: constants.Z_SYNC_FLUSH,
      }).toString(),
  };
}

describe("a page that is compressed", () => {
  it("comes out whole, however many pieces it was, and few of them", async () => {
    const { pieces, page } = createPageGzip();
    const { chunks } = readFrom(page);
    for (const piece of many) pieces.write(piece);
    pieces.end();
    await once(page, "end");
    expect(gunzipSync(Buffer.concat(chunks))).toEqual(Buffer.concat(many));
    expect(chunks.length).toBeLessThan(10);
  });

  it("is sent as far as it was written, before its end", async () => {
    const { pieces, page } = createPageGzip();
    const read = readFrom(page);
    pieces.write("the shell");
    pieces.write(", and what hides in it");
    await expect.poll(read.text).toBe("the shell, and what hides in it");
    pieces.end(", and the rest");
    await once(page, "end");
    expect(read.text()).toBe("the shell, and what hides in it, and the rest");
  });

  it("waits for whoever reads slowly", async () => {
    const { pieces, page } = createPageGzip();
    const noise = () =>
      Buffer.from(crypto.getRandomValues(new Uint8Array(16_384)));
    let written = 0;
    while (pieces.write(noise()) && written < 1_000) written += 1;
    await sleep(100);
    expect(written).toBeLessThan(20);
    let drained = false;
    pieces.once("drain", () => (drained = true));
    for (let n = 0; n < 40; n++) pieces.write(noise());
    await sleep(100);
    expect(drained).toBe(false);
    page.resume();
    await once(pieces, "drain");
  });

  it("ends where its reader goes away", async () => {
    const { pieces, page } = createPageGzip();
    pieces.write("begun");
    page.on("error", () => undefined);
    (page as typeof page & { destroy(): void }).destroy();
    await once(pieces, "close");
    expect(pieces.destroyed).toBe(true);
  });

  it("ends where its writer gives up", async () => {
    const { pieces, page } = createPageGzip();
    const failed = once(page, "error");
    pieces.on("error", () => undefined);
    pieces.destroy(new Error("given up"));
    expect(await failed).toMatchObject([{ message: "given up" }]);
  });
});
