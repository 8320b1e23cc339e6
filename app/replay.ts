import { parseArgs } from "node:util";
import { z } from "zod";
import { openDatabaseClient } from "./db.server.ts";
import { openQueue } from "./jobs/queue.server.ts";
import { openDatabase } from "./platform/embedded-postgres.server.ts";
import { readEnv } from "./platform/env.server.ts";
import { createLogger } from "./platform/logger.server.ts";
import { replayStored } from "./use-cases/replay-stored.server.ts";

// `npm run replay -- deliveries|pushes [--id …] [--since …] [--until …] [--shop …] [--outcome …]`: stored webhooks or
// pushes are carried out once more by the workers that run. See docs/operations.md.

const request = z
  .object({
    what: z.enum(["deliveries", "pushes"]),
    id: z
      .string()
      .regex(/^\d{1,18}$/)
      .optional(),
    since: z.coerce.date<string>().optional(),
    until: z.coerce.date<string>().optional(),
    shop: z.string().endsWith(".myshopify.com").optional(),
    outcome: z.string().optional(),
  })
  .refine(({ what, shop }) => what === "deliveries" || shop === undefined, {
    path: ["shop"],
    message: "goes with deliveries only: a push names no shop",
  });

function readRequest() {
  const text = { type: "string" } as const;
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { id: text, since: text, until: text, shop: text, outcome: text },
  });
  return request.safeParse({ what: positionals[0], ...values });
}

async function run() {
  const asked = readRequest();
  if (!asked.success) {
    process.stderr.write(`${z.prettifyError(asked.error)}\n`);
    return 1;
  }
  const env = readEnv();
  const logger = createLogger(env.logLevel);
  const database = await openDatabase({ ...env, logger });
  const { db, close } = openDatabaseClient(database.url, {
    onError: (err) => logger.warn({ err }, "idle database connection"),
  });
  const queue = await openQueue({
    url: database.url,
    logger,
    supervise: false,
  });
  try {
    const count = await replayStored({ db, queue }, asked.data);
    process.stdout.write(`${count} ${asked.data.what} are carried out again\n`);
    return 0;
  } finally {
    await queue.stop(5_000);
    await close();
    await database.close();
  }
}

process.exitCode = await run();
