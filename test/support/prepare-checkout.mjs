// Runs on the system's Node before `npm test` and `npm run sandbox`, on a bare clone too: installs what is
// missing, generates the database client, and with --build makes the production build. Speaks on stderr only.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";

const say = (text) => process.stderr.write(`${text}\n`);
const read = (file) => (existsSync(file) ? readFileSync(file, "utf8") : "");

function hashOf(entries) {
  const hash = createHash("sha256");
  const visit = (entry) => {
    if (!existsSync(entry)) return;
    if (statSync(entry).isDirectory())
      return readdirSync(entry)
        .sort()
        .forEach((name) => visit(path.join(entry, name)));
    hash.update(entry).update(readFileSync(entry));
  };
  entries.forEach(visit);
  return hash.digest("hex");
}

// Done once for each state of what it is made from.
function once(name, from, made, command, args) {
  const stamp = path.join("node_modules", ".stamps", name);
  const hash = hashOf(from);
  if (existsSync(made) && read(stamp) === hash) return;
  say(`${name} …`);
  // npm's own word on stdout would stand where the sandbox prints its result.
  const { status } = spawnSync(command, args, {
    stdio: ["ignore", 2, 2],
    env: { ...process.env, CHECKPOINT_DISABLE: "1" },
  });
  if (status !== 0) {
    say(`${name} failed`);
    process.exit(status ?? 1);
  }
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, hash);
}

once("install", ["package-lock.json"], "node_modules/.bin/remix", "npm", [
  "ci",
  "--no-audit",
  "--no-fund",
]);
once(
  "database client",
  ["prisma/schema.prisma", "package-lock.json"],
  "node_modules/.prisma/client/index.js",
  "npm",
  ["run", "--silent", "generate"],
);
if (process.argv.includes("--build"))
  once(
    "build",
    ["app", "prisma/schema.prisma", "vite.config.ts", "package-lock.json"],
    "build/server/index.js",
    "npm",
    ["run", "--silent", "build"],
  );
