import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import {
  afterAll,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  vi,
} from "vitest";
import { startWeb } from "#app/server.ts";
import { processDelivery } from "#app/worker/process-delivery.ts";
import { processPushes } from "#app/worker/process-pushes.ts";
import { attack, newTally, patienceMs, report } from "./attack.ts";
import { border, type Border } from "./border.ts";
import { planted } from "./hostile.ts";
import { bentPush, bentWebhook, strayRequest } from "./routes/bent-delivery.ts";
import { bentRequest, requestOf } from "./routes/bent-request.ts";
import { examplesOf } from "./routes/examples.ts";
import { seedFuzzedShops, type SeededIds } from "./routes/seed-fuzzed-shops.ts";
import { closeAgent, sendRaw, type RawRequest } from "./routes/send-raw.ts";
import { shops, useFuzzedApp } from "./use-fuzzed-app.ts";
import { secrets } from "./world.ts";

const leastInputs = 2_000;
const { database, running, lines } = useFuzzedApp();
const tally = newTally();
let web: Awaited<ReturnType<typeof startWeb>> | undefined;
let ids: SeededIds;
const printed: string[] = [];

beforeAll(async () => {
  ids = await seedFuzzedShops(running.app);
  web = await startWeb(running.app);
});
beforeEach(() => {
  for (const method of ["log", "warn", "error"] as const)
    vi.spyOn(console, method).mockImplementation((...given) => {
      printed.push(given.map(String).join(" "));
    });
});
afterAll(async () => {
  closeAgent();
  await web?.close(100);
  report("routes", tally);
});

/** Answered, not with a failure of ours, and nothing of it in the log. */
async function judge(asked: RawRequest) {
  lines.length = 0;
  printed.length = 0;
  const answer = await sendRaw(web?.port ?? 0, asked);
  judgeLog();
  expect(answer.status).toBeLessThan(500);
  expect(answer.text).not.toMatch(/\n\s+at .*node_modules|PrismaClient/);
  return answer;
}

function judgeLog() {
  const failures = lines.filter(
    ({ level }) => level === "error" || level === "fatal",
  );
  expect(failures).toEqual([]);
  const logged = [...printed, ...lines.map(({ text }) => text)].join("\n");
  for (const secret of [planted, secrets.apiSecret, ids.callbackToken])
    expect(logged).not.toContain(secret);
}

async function carryOut() {
  const { db } = database;
  const open = { where: { processedAt: null }, select: { id: true } };
  for (const { id } of await db.webhookDelivery.findMany(open))
    await processDelivery(running.app, { deliveryId: String(id) });
  for (const { id } of await db.push.findMany(open))
    await processPushes(running.app, [{ pushId: String(id) }]);
  // What waits for an installation is not asked for again with each of the next.
  await database.pool.query("TRUNCATE webhook_delivery, push");
}

function bordersOf(seeded: SeededIds): Border[] {
  const pages = Object.entries(examplesOf(seeded)).map(([name, examples]) =>
    border(
      `app/routes/${name}.tsx`,
      fc.constantFrom(...examples).chain(bentRequest),
      async (bent) => {
        await database.pool.query("TRUNCATE look_up_slot");
        await judge(requestOf(bent));
      },
      examples.length,
    ),
  );
  return [
    ...pages,
    border(
      "app/ingress/receive-webhook.ts",
      bentWebhook,
      async (asked) => {
        await running.app.shopify.install(shops.passing, "read_orders");
        await judge(asked);
        await carryOut();
        judgeLog();
      },
      20,
    ),
    border(
      "app/ingress/receive-push.ts",
      bentPush(seeded.callbackToken, "1Zone one.myshopify.com"),
      async (asked) => {
        await judge(asked);
        await carryOut();
        judgeLog();
      },
      15,
    ),
    border(
      "app/server.ts",
      strayRequest,
      async (asked) => {
        await judge(asked);
      },
      10,
    ),
  ];
}

const folder = path.resolve(import.meta.dirname, "../../app/routes");
const names = readdirSync(folder)
  .filter((file) =>
    /export (async )?function (loader|action)\b/.test(
      readFileSync(path.join(folder, file), "utf8"),
    ),
  )
  .map((file) => file.replace(/\.tsx$/, ""));

describe("whatever is asked for, no route fails", () => {
  it("has an example for each route with a loader or an action", () => {
    expect(Object.keys(examplesOf(ids)).toSorted()).toEqual(names.toSorted());
  });

  it.each([
    ...names.map((name) => `app/routes/${name}.tsx`),
    "app/ingress/receive-webhook.ts",
    "app/ingress/receive-push.ts",
    "app/server.ts",
  ])(
    "%s",
    async (name) => {
      const all = bordersOf(ids);
      const one = all.find(({ covers }) => covers.includes(name));
      await attack(one!, all, { inputs: leastInputs, tally });
    },
    patienceMs,
  );

  it("was asked 2,000 times", () => {
    expect(tally.inputs).toBeGreaterThanOrEqual(leastInputs);
  });
});
