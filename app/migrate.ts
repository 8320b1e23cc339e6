import { openDatabase } from "./platform/embedded-postgres.server.ts";
import { readEnv } from "./platform/env.server.ts";
import { createLogger } from "./platform/logger.server.ts";
import { migrate } from "./platform/migrate.server.ts";

// `npm run migrate`: brings the database to this version, and ends.

const env = readEnv();
const logger = createLogger(env.logLevel);
const database = await openDatabase({ ...env, logger });
try {
  logger.info(await migrate({ url: database.url, logger }), "migrated");
} catch (err) {
  logger.fatal({ err }, "not migrated");
  process.exitCode = 1;
} finally {
  await database.close();
}
