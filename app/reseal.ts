import { parseArgs } from "node:util";
import { openDatabaseClient } from "./db.server.ts";
import { makeCallbackKey } from "./features/trackings/make-callback-key.server.ts";
import { openDatabase } from "./platform/embedded-postgres.server.ts";
import { readEnv } from "./platform/env.server.ts";
import { createLogger } from "./platform/logger.server.ts";
import type { Resealed } from "./platform/reseal-table.server.ts";
import { createSealer } from "./platform/sealing.server.ts";
import { secretsOf } from "./platform/secrets-of.server.ts";
import { reseal } from "./use-cases/reseal.server.ts";

// `npm run reseal`: what APP_SECRET_PREVIOUS sealed is sealed with APP_SECRET, while the app runs. With
// `-- --new-callback-key` the addresses of new parcels get another key besides. See docs/operations.md.

function report({ table, resealed, unreadable, left }: Resealed) {
  const lines = [`${table}: ${resealed} values sealed anew`];
  for (const value of unreadable)
    lines.push(`${table}: neither secret opens ${value}`);
  if (left > unreadable.length)
    lines.push(
      `${table}: ${left - unreadable.length} rows were sealed with another secret meanwhile: run it again`,
    );
  return lines.map((line) => `${line}\n`).join("");
}

async function run() {
  const { values: asked } = parseArgs({
    options: { "new-callback-key": { type: "boolean" } },
  });
  const env = readEnv();
  const logger = createLogger(env.logLevel, secretsOf(env));
  const database = await openDatabase({ ...env, logger });
  const { pool, db, close } = openDatabaseClient(database.url, {
    max: 1,
    onError: (err) => logger.warn({ err }, "idle database connection"),
  });
  try {
    const sealer = createSealer({
      current: env.appSecret,
      previous: env.appSecretPrevious,
    });
    if (asked["new-callback-key"]) {
      const { id } = await db.$transaction((tx) => makeCallbackKey(tx, sealer));
      process.stdout.write(
        `callback key ${id} is made: used ten minutes from now on\n`,
      );
    }
    const results = await reseal(pool, sealer);
    process.stdout.write(results.map(report).join(""));
    const isDone = results.every(
      ({ unreadable, left }) => unreadable.length === 0 && left === 0,
    );
    return isDone ? 0 : 1;
  } finally {
    await close();
    await database.close();
  }
}

process.exitCode = await run();
