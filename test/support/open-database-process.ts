import { openDatabase } from "#app/platform/embedded-postgres.server.ts";

// Run by tests as a process of its own: opens the embedded database in the folder it is told, prints the
// address as JSON, and leaves when its standard input ends.

const silent = { info: () => undefined, warn: () => undefined };
const database = await openDatabase({
  dataDir: process.argv[2] ?? "",
  logger: silent,
  production: false,
});
process.stdout.write(`${JSON.stringify({ url: database.url })}\n`);
process.stdin.resume();
process.stdin.on("end", () => {
  void database.close().then(() => process.exit(0));
});
// As the app does: Ctrl-C ends it in order.
process.on("SIGINT", () => {
  void database.close().then(() => process.exit(0));
});
