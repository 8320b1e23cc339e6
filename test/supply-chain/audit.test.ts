import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { expect, it, onTestFinished, vi } from "vitest";

// npm takes its time to start on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const script = path.join(import.meta.dirname, "audit.ts");
const version = "4.22.3";
const dependencies = { express: version };
// A project of one package: what is tried is what is made of the registry's answers.
const project = {
  "package.json": { name: "tried", version: "1.0.0", dependencies },
  "package-lock.json": {
    name: "tried",
    version: "1.0.0",
    lockfileVersion: 3,
    packages: {
      "": { name: "tried", version: "1.0.0", dependencies },
      "node_modules/express": { version },
    },
  },
};

const advisory = {
  express: [
    {
      id: 1,
      url: "https://example.com/advisory",
      title: "planted",
      severity: "high",
      vulnerable_versions: `<=${version}`,
      cwe: [],
      cvss: { score: 8, vectorString: null },
    },
  ],
};
const package_ = {
  name: "express",
  "dist-tags": { latest: version },
  versions: { [version]: { name: "express", version } },
};

/** A registry that says this to a question about many packages; and which question it was asked. */
async function auditAgainst(bulkAnswer: RequestListener) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    request.resume();
    if (request.url?.endsWith("/advisories/bulk"))
      return bulkAnswer(request, response);
    if (request.method === "GET") return response.end(JSON.stringify(package_));
    response.writeHead(404).end("{}");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const folder = mkdtempSync(path.join(tmpdir(), "audit-"));
  for (const [name, content] of Object.entries(project))
    writeFileSync(path.join(folder, name), JSON.stringify(content));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return { ...(await audit(port, folder)), asked };
}

async function audit(port: number, folder: string) {
  const child = spawn(
    process.execPath,
    [
      script,
      `--registry=http://127.0.0.1:${port}/`,
      `--cache=${path.join(folder, "cache")}`,
      "--fetch-timeout=8000",
    ],
    { cwd: folder, stdio: ["ignore", "pipe", "inherit"] },
  );
  const [printed, [status]] = await Promise.all([
    text(child.stdout),
    once(child, "exit") as Promise<[number]>,
  ]);
  return { printed, status };
}

it("passes when the registry knows of nothing, and says of how many packages", async () => {
  const { printed, status, asked } = await auditAgainst((_, response) =>
    response.end("{}"),
  );
  expect(printed).toMatch(/^audit of \d+ packages: 0 critical, 0 high\n$/);
  expect(status).toBe(0);
  expect(asked).toEqual(["POST /-/npm/v1/security/advisories/bulk"]);
});

it("fails and names the package when the registry knows of a high vulnerability", async () => {
  const { printed, status } = await auditAgainst((_, response) =>
    response.end(JSON.stringify(advisory)),
  );
  expect(printed).toMatch(/^high: express /);
  expect(status).toBe(1);
});

it.each<[string, RequestListener]>([
  ["refuses", (_, response) => response.writeHead(405).end()],
  ["answers a page", (_, response) => response.end("<html></html>")],
  ["does not answer in time", () => undefined],
])(
  "says that it is not available, and neither passes nor fails, when the registry %s",
  async (_, answer) => {
    const { printed, status } = await auditAgainst(answer);
    expect(printed).toBe("audit not available\n");
    expect(status).toBe(3);
  },
);
