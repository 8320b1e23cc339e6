import { openDatabase } from "#app/platform/embedded-postgres.server.ts";

// Run by tests as a process of its own: opens the embedded database in the folder it is told, prints its
// address, or what it was told instead, as JSON, and leaves when its standard input ends.

const silent = { info: () => undefined, warn: () => undefined };
try {
  const database = await openDatabase({
    dataDir: process.argv[2] ?? "",
    logger: silent,
    production: false,
  });
  const leave = () => void database.close().then(() => process.exit(0));
  process.stdin.resume().on("end", leave);
  // As the app does: Ctrl-C ends it in order.
  process.on("SIGINT", leave);
  process.stdout.write(`${JSON.stringify({ url: database.url })}\n`);
} catch (error) {
  const { message } = error as Error;
  process.stdout.write(`${JSON.stringify({ error: message })}\n`);
  process.exit(1);
}
