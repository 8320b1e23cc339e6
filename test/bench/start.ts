import { execFile } from "node:child_process";
import { chmodSync, cpSync, mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { startApp } from "#test/sandbox/app-process.ts";
import { spreadOf, tableOf, type Spread } from "./figures.ts";
import { memoryOf } from "./memory-of.ts";
import { openBenchDatabases } from "./open-bench-databases.ts";

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, "../..");
// What a merchant's operator would still call at once, and what fits beside others on a small machine.
const marks = { firstMs: 8_000, againMs: 3_000, residentMiB: 300 };

type Row = { what: string; found: Spread; most: number; ok: boolean };

/** How long the production build takes until it is ready, what its processes hold, and how big it is installed. */
export async function benchStart(options: {
  runs: number;
  say: (text: string) => void;
}): Promise<{ ok: boolean; rows: Row[]; installMiB: number }> {
  const times = Math.min(options.runs, 5);
  const rows = [
    row(
      "first start, its own database made, ms",
      marks.firstMs,
      await repeat(times, coldStart),
    ),
    ...(await onServer(times)),
  ];
  const installMiB = await installedSize();
  options.say(
    tableOf([
      ["", "found", "at most"],
      ...rows.map(({ what, found, most, ok }) => [
        what,
        `${ok ? "✓" : "✗"} ${Math.round(found.median)} (${Math.round(found.lowest)}–${Math.round(found.highest)})`,
        String(most),
      ]),
      [
        "installed without development packages, MiB",
        String(Math.round(installMiB)),
        "",
      ],
    ]),
  );
  return { ok: rows.every(({ ok }) => ok), rows, installMiB };
}

const row = (what: string, most: number, values: number[]): Row => {
  const found = spreadOf(values);
  return { what, found, most, ok: found.median <= most };
};

async function repeat(times: number, measure: () => Promise<number>) {
  const values: number[] = [];
  for (let n = 0; n < times; n++) values.push(await measure());
  return values;
}

const environment = {
  APP_SECRET: "an app secret of thirty-two bytes or more",
  SHOPIFY_API_KEY: "bench",
  SHOPIFY_API_SECRET: "bench-secret",
  // Nobody: no shop has an account.
  KEYDELIVERY_API_URL: "http://127.0.0.1:9",
};

async function coldStart() {
  const dataDir = mkdtempSync(path.join(tmpdir(), "shipment-tracking-bench-"));
  // So that the server's user can enter, when this runs as root.
  chmodSync(dataDir, 0o755);
  const from = performance.now();
  const app = await startApp({ ...environment, DATA_DIR: dataDir });
  const took = performance.now() - from;
  await app.stop();
  await rm(dataDir, { recursive: true, force: true });
  return took;
}

/** On a database that is there: each role until it is ready, and what it holds then. */
async function onServer(times: number): Promise<Row[]> {
  const { databases, close } = await openBenchDatabases(["start"]);
  try {
    const rows: Row[] = [];
    for (const role of ["web", "worker", "all"]) {
      const took: number[] = [];
      const resident: number[] = [];
      for (let n = 0; n < times; n++) {
        const from = performance.now();
        const app = await startApp({
          ...environment,
          DATABASE_URL: databases.start.url,
          ROLE: role,
        });
        took.push(performance.now() - from);
        resident.push(memoryOf(app.pid).resident);
        await app.stop();
      }
      rows.push(
        row(`ROLE=${role}, start again, ms`, marks.againMs, took),
        row(`ROLE=${role}, resident, MiB`, marks.residentMiB, resident),
      );
    }
    return rows;
  } finally {
    await close();
  }
}

/** Of what an image holds: the production packages and the build. */
async function installedSize() {
  const folder = mkdtempSync(path.join(tmpdir(), "shipment-tracking-size-"));
  try {
    for (const name of [
      "package.json",
      "package-lock.json",
      "prisma",
      "prisma.config.ts",
    ])
      cpSync(path.join(root, name), path.join(folder, name), {
        recursive: true,
      });
    await run("npm", ["ci", "--omit=dev", "--no-audit", "--no-fund"], {
      cwd: folder,
    });
    cpSync(path.join(root, "build"), path.join(folder, "build"), {
      recursive: true,
    });
    cpSync(path.join(root, "app"), path.join(folder, "app"), {
      recursive: true,
    });
    const { stdout } = await run("du", ["-sk", folder]);
    return Number(stdout.split("\t")[0]) / 1_024;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
