import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import express from "express";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listen, type Listening } from "#app/platform/http/listen.server.ts";
import { serveAssets } from "#app/platform/http/serve-assets.server.ts";

const script = "export const answer = 42;";
const folder = mkdtempSync(path.join(tmpdir(), "assets-"));
let listening: Listening;

beforeAll(async () => {
  writeFileSync(path.join(folder, "page-1.js"), script);
  writeFileSync(path.join(folder, "page-1.js.gz"), gzipSync(script));
  writeFileSync(path.join(folder, "page-1.js.br"), brotliCompressSync(script));
  writeFileSync(path.join(folder, "plain-1.js"), script);
  const app = express().use(...serveAssets(folder));
  listening = await listen(app, { host: "127.0.0.1", port: 0 });
});
afterAll(async () => {
  await listening.close(100);
  rmSync(folder, { recursive: true });
});

const get = (name: string, accepted: string) =>
  fetch(`http://127.0.0.1:${listening.port}/${name}`, {
    headers: { "accept-encoding": accepted },
  });

describe("an asset of the build", () => {
  it.each([
    ["gzip, deflate, br", "br"],
    ["gzip", "gzip"],
    ["br;q=0, gzip", "gzip"],
    ["identity", null],
  ])("asked for with “%s” is sent as %s", async (accepted, encoding) => {
    const answer = await get("page-1.js", accepted);
    expect(answer.headers.get("content-encoding")).toBe(encoding);
    expect(answer.headers.get("vary")).toBe("Accept-Encoding");
    expect(answer.headers.get("content-type")).toMatch(/javascript/);
    expect(answer.headers.get("cache-control")).toContain("immutable");
    expect(await answer.text()).toBe(script);
  });

  it("is sent as it is when the build compressed nothing", async () => {
    const answer = await get("plain-1.js", "br");
    expect(answer.headers.get("content-encoding")).toBeNull();
    expect(await answer.text()).toBe(script);
  });

  it("is a 404 when it is missing", async () => {
    const answer = await get("page-2.js", "br");
    expect(answer.status).toBe(404);
    expect(answer.headers.get("content-encoding")).toBeNull();
  });
});
