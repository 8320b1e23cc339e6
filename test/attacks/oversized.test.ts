import { describe, expect, it } from "vitest";
import { answersIn, sendRaw, statusOf } from "./raw-request.ts";
import { useWholeApp } from "./use-whole-app.ts";

describe("the pages, for a stranger who sends too much:", () => {
  const { port, ask, url, lines } = useWholeApp();
  const line = "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n";

  it("answer 431 to headers that are too long, or too many", async () => {
    const long = `${line}X-Long: ${"a".repeat(70_000)}\r\n\r\n`;
    expect(statusOf(await sendRaw(port(), [long]))).toBe(431);
    const many = Array.from({ length: 5_000 }, (_, index) => `X-${index}: y`);
    const answer = await sendRaw(port(), [
      `${line}${many.join("\r\n")}\r\n\r\n`,
    ]);
    expect(statusOf(answer)).toBe(431);
  });

  it("answer 431 to an address that is too long", async () => {
    const path = `/${"a".repeat(70_000)}`;
    const answer = await sendRaw(port(), [
      `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`,
    ]);
    expect([414, 431]).toContain(statusOf(answer));
  });

  it("answer 413 to a body that says it is too long", async () => {
    const head = `POST /app/settings HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n`;
    expect(statusOf(await sendRaw(port(), [head]))).toBe(413);
  });

  it("end the connection of one that does not stop", async () => {
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.enqueue(new Uint8Array(256 * 1024));
      },
    });
    const before = process.memoryUsage().rss;
    await ask("/app/settings", {
      method: "POST",
      body: endless,
      duplex: "half",
    }).then(
      (answer) => answer.text(),
      () => "",
    );
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 ** 2);
    expect((await ask("/healthz")).status).toBe(200);
  });

  it("answer one request with one answer, whatever lengths it claims", async () => {
    const head =
      "POST /app/settings HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n";
    const second = "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n";
    const answer = await sendRaw(port(), [head, "0\r\n\r\n", second]);
    expect(answersIn(answer)).toBe(1);
    expect(statusOf(answer)).toBe(400);
  });

  it.each([
    "/%00",
    "/app/%0d%0aSet-Cookie:%20a=b",
    "//evil.example.com/%2f..",
    "/\\evil.example.com",
    "/app/../../etc/passwd",
    "/assets/..%2f..%2f..%2fpackage.json",
    "/assets/%2e%2e/%2e%2e/server/index.js",
    "/.env",
    "/.data/postgres.log",
    "/app.data?_routes=" + "routes/app,".repeat(500),
    "/__manifest?p=" + "/a".repeat(1_000),
  ])("tell nothing and do not fail at %s", async (path) => {
    const answer = await sendRaw(port(), [
      `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`,
    ]);
    expect(statusOf(answer)).toBeGreaterThan(199);
    expect(statusOf(answer)).toBeLessThan(500);
    expect(answer).not.toMatch(/^set-cookie/im);
    expect(answer).not.toMatch(/^location: (https?:)?\/\/evil/im);
    expect(answer).not.toContain("root:x:");
    expect(answer).not.toContain('"dependencies"');
    expect(lines.join()).not.toContain('"level":"error"');
    expect(url(path)).toContain(path);
  });
});
